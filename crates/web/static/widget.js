// The chat of Handover for any page: <script type="module" src="https://…/widget.js"></script> and <handover-chat>.
//
// This file is asked for anew at each visit; what it loads has the build in its address and is kept by the browser. It
// names all of it, so that everything is fetched at once and not one after the other.
import "./w/__BUILD__/vendor/lit.js";
import "./w/__BUILD__/vendor/fluent.js";
import "./w/__BUILD__/widget/client.js";
import "./w/__BUILD__/widget/contact.js";
import "./w/__BUILD__/widget/conversation.js";
import "./w/__BUILD__/widget/delivery.js";
import "./w/__BUILD__/widget/dialogs.js";
import "./w/__BUILD__/widget/escalation.js";
import "./w/__BUILD__/widget/frame_view.js";
import "./w/__BUILD__/widget/icons.js";
import "./w/__BUILD__/widget/live.js";
import "./w/__BUILD__/widget/memory.js";
import "./w/__BUILD__/widget/outbox.js";
import "./w/__BUILD__/widget/panel.js";
import "./w/__BUILD__/widget/presence.js";
import "./w/__BUILD__/widget/rating.js";
import "./w/__BUILD__/widget/rating_view.js";
import "./w/__BUILD__/widget/scroll.js";
import "./w/__BUILD__/widget/style.js";
import "./w/__BUILD__/widget/thread.js";
import "./w/__BUILD__/widget/thread_view.js";
import "./w/__BUILD__/widget/ticket_view.js";
import "./w/__BUILD__/widget/words.js";
import "./w/__BUILD__/widget/element.js";
