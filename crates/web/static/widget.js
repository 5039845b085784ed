// The chat of Handover for any page: <script type="module" src="https://…/widget.js"></script> and <handover-chat>.
//
// This file is asked for anew at each visit; what it loads has the build in its address and is kept by the browser.
import "./w/__BUILD__/widget/element.js";
