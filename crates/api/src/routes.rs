//! Every route, and what is answered where there is none.

use std::rc::Rc;

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, guard, web};
use utoipa::openapi::HttpMethod;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::api::{ApiSettings, Shared};
use crate::problem::{ApiError, Kind};
use crate::{
    account, api_keys, canned_answers, chat, chat_stream, desk_settings, docs, escalations, evaluations,
    expertise, health, help_wanted, helping, info, insight, judge, knowledge, machines, merging, messages,
    pages, queue_counts, queue_events, ratings, report_mail, roster, saved_views, session_events, sessions,
    setting_changes, sign_in, single_sign_on, step_feedback, ticket_cards, ticket_link, ticket_pages,
    tickets, translation, typing, users,
};

/// Registers the routes of the OpenAPI document.
macro_rules! every_route {
    ($config:expr) => {
        $config
            .service(chat::chat)
            .service(chat_stream::stop)
            .service(escalations::escalate_session)
            .service(step_feedback::give_step_feedback)
            .service(messages::send_message)
            .service(messages::history)
            .service(translation::translate)
            .service(session_events::watch_session)
            .service(sessions::open_session)
            .service(sessions::read_session)
            .service(sessions::update_session)
            .service(sessions::list_user_sessions)
            .service(ratings::rate)
            .service(ratings::read_rating)
            .service(sessions::glance_at_session)
            .service(evaluations::evaluate_escalation)
            .service(judge::judge_a_text)
            .service(escalations::list_triggers)
            .service(ticket_pages::list_ticket_page)
            .service(queue_events::watch_queue)
            .service(queue_counts::show_ticket_counts)
            .service(ticket_cards::list_experts)
            .service(tickets::read_ticket)
            .service(ticket_link::read_by_link)
            .service(typing::typing)
            .service(tickets::update_ticket)
            .service(tickets::list_notifications)
            .service(ticket_cards::show_ticket_card)
            .service(helping::take)
            .service(helping::answer_user)
            .service(helping::write_note)
            .service(helping::hand_over_to_assistant)
            .service(merging::merge)
            .service(help_wanted::cancel)
            .service(help_wanted::notify)
            .service(users::describe_user_list)
            .service(users::describe_user)
            .service(users::delete_user)
            .service(machines::describe_machine_list)
            .service(machines::describe_machine)
            .service(machines::delete_machine)
            .service(machines::list_user_machines)
            .service(machines::read_machine_context)
            .service(insight::show_overview)
            .service(insight::show_trend)
            .service(insight::show_flow)
            .service(insight::show_heatmap)
            .service(insight::show_waiting)
            .service(insight::show_steps)
            .service(insight::show_rules)
            .service(insight::show_transcripts)
            .service(insight::show_gaps)
            .service(insight::show_mail)
            .service(insight::show_session_metrics)
            .service(insight::show_effect)
            .service(expertise::draft_knowledge)
            .service(expertise::write_expert_knowledge)
            .service(expertise::search_expert_knowledge)
            .service(expertise::list_expert_knowledge)
            .service(expertise::change_expert_knowledge)
            .service(expertise::delete_expert_knowledge)
            .service(expertise::write_expert_feedback)
            .service(knowledge::list_document_page)
            .service(knowledge::put_document)
            .service(knowledge::show_knowledge_document)
            .service(knowledge::delete_document)
            .service(knowledge::show_passage)
            .service(canned_answers::show_canned_answers)
            .service(canned_answers::write_canned_answer)
            .service(canned_answers::rewrite_canned_answer)
            .service(canned_answers::delete_canned_answer)
            .service(saved_views::show_views)
            .service(saved_views::keep_view)
            .service(saved_views::rewrite_view)
            .service(saved_views::drop_view)
            .service(setting_changes::show_setting_changes)
            .service(desk_settings::show_rules)
            .service(desk_settings::show_contacts)
            .service(desk_settings::show_mail)
            .service(desk_settings::test_mail)
            .service(api_keys::show_keys)
            .service(api_keys::make_key)
            .service(api_keys::drop_key)
            .service(roster::show_availability)
            .service(roster::switch_availability)
            .service(roster::show_roster)
            .service(roster::write_skills)
            .service(report_mail::show_report_mail)
            .service(report_mail::switch_report_mail)
            .service(sign_in::sign_in)
            .service(sign_in::sign_out_here)
            .service(sign_in::sign_out_everywhere)
            .service(sign_in::who_am_i)
            .service(sign_in::change_own_password)
            .service(single_sign_on::begin_sign_on)
            .service(single_sign_on::finish_sign_on)
            .service(account::ask_for_reset)
            .service(account::ways_in)
            .service(account::look_at_link)
            .service(account::use_link)
            .service(info::models)
            .service(info::info)
            .service(health::health)
            .service(health::health_with_slash)
            .service(health::ready)
            .service(health::alive)
    };
}

/// The routes of the OpenAPI document, with what the document says of them.
pub(crate) fn documented(config: &mut ServiceConfig<'_>) {
    every_route!(config);
}

/// The same routes without their descriptions: each worker would make the whole document once more.
pub(crate) fn undocumented(config: &mut web::ServiceConfig) {
    // Otherwise their names would be taken for those of a ticket or an entry where the method is another.
    for path in [queue_events::PATH, queue_counts::PATH, expertise::SEARCH] {
        let other_methods = web::resource(path).guard(guard::Not(guard::Get()));
        config.service(other_methods.default_service(web::to(elsewhere)));
    }
    every_route!(config);
}

/// The routes that explain the others.
pub(crate) fn explaining(config: &mut web::ServiceConfig, base: &str) {
    config
        .route("/openapi.json", web::get().to(docs::show_document))
        .route("/docs", web::get().to(docs::to_docs))
        .route("/problems/{kind}", web::get().to(docs::explain_problem))
        .service(SwaggerUi::new("/docs/{_:.*}").config(Config::from(format!("{base}/openapi.json"))));
}

/// What [`pattern_of`] found out about a request. Trying the patterns one by one is dear, and every part of the
/// chain asks.
struct Found(Option<Rc<str>>);

/// The pattern of the route that a request will take, of the decoded path as the router matches it.
pub(crate) fn pattern_of(request: &ServiceRequest) -> Option<Rc<str>> {
    if let Some(Found(pattern)) = request.extensions().get() {
        return pattern.clone();
    }
    let pattern = request.resource_map().match_pattern(request.match_info().as_str()).map(Rc::from);
    request.extensions_mut().insert(Found(pattern.clone()));
    pattern
}

/// The same without the base path: as the OpenAPI document names the route.
pub(crate) fn route_of(settings: &ApiSettings, request: &ServiceRequest) -> Option<Rc<str>> {
    let pattern = pattern_of(request)?;
    if settings.base_path.is_empty() {
        return Some(pattern);
    }
    pattern.strip_prefix(settings.base_path.as_str()).map(Rc::from)
}

/// Which methods each address has, to tell a wrong method from a wrong address. The document tells them too, but it is
/// large and is made only for those who ask for it.
#[derive(Default)]
pub(crate) struct RouteTable(Vec<(Vec<Part>, Vec<Method>)>);

enum Part {
    Fixed(String),
    Any,
}

impl RouteTable {
    /// Every route and those that explain them.
    pub(crate) fn new() -> Self {
        let mut table = Self::default();
        every_route!(&mut table);
        let explaining = ["/openapi.json", "/docs", "/docs/", "/problems/{kind}"];
        table.0.extend(explaining.map(|path| (parts(path), vec![Method::GET])));
        table
    }

    fn service<T: utoipa::Path>(&mut self, _route: T) -> &mut Self {
        let method = |method| match method {
            HttpMethod::Get => Method::GET,
            HttpMethod::Post => Method::POST,
            HttpMethod::Put => Method::PUT,
            HttpMethod::Delete => Method::DELETE,
            HttpMethod::Options => Method::OPTIONS,
            HttpMethod::Head => Method::HEAD,
            HttpMethod::Patch => Method::PATCH,
            HttpMethod::Trace => Method::TRACE,
        };
        self.0.push((parts(&T::path()), T::methods().into_iter().map(method).collect()));
        self
    }

    /// The methods of the address `path`, without the base path.
    pub(crate) fn methods(&self, path: &str) -> Vec<&Method> {
        let given: Vec<&str> = path.split('/').collect();
        let fits = |parts: &[Part]| {
            parts.len() == given.len()
                && parts.iter().zip(&given).all(|(part, given)| match part {
                    Part::Fixed(name) => name == given,
                    Part::Any => !given.is_empty(),
                })
        };
        let open = |parts: &[Part]| parts.iter().filter(|part| matches!(part, Part::Any)).count();
        let fitting = || self.0.iter().filter(|(parts, _)| fits(parts));
        // A name of its own comes before one that could be anything.
        let fewest = fitting().map(|(parts, _)| open(parts)).min();
        let fitting = fitting().filter(|(parts, _)| Some(open(parts)) == fewest);
        fitting.flat_map(|(_, methods)| methods).collect()
    }
}

fn parts(path: &str) -> Vec<Part> {
    let part = |text: &str| if text.starts_with('{') { Part::Any } else { Part::Fixed(text.to_owned()) };
    path.split('/').map(part).collect()
}

/// What is answered where there is no route: a page, or that the method or the address is wrong.
pub(crate) async fn elsewhere(
    shared: web::Data<Shared>,
    table: web::Data<RouteTable>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let inside = request.path().strip_prefix(shared.settings.base_path.as_str());
    let path = inside.filter(|path| path.is_empty() || path.starts_with('/')).unwrap_or("?");
    if path.is_empty() && request.method() == Method::GET {
        // The links of the page are relative to the base path, which therefore has to end in a slash.
        let page = format!("{}/", shared.settings.base_path);
        return Ok(HttpResponse::PermanentRedirect().insert_header((header::LOCATION, page)).finish());
    }
    let methods = table.methods(path);
    if methods.is_empty() {
        let shown = shared.pages.page(path);
        return match (shown, request.method()) {
            (Some(page), &Method::GET) => {
                Ok(pages::answer(page, shared.pages.content_security_policy(), request.headers()))
            }
            (Some(_), _) => Err(not_allowed(&[&Method::GET])),
            (None, _) => Err(ApiError::new(Kind::NotFound, "Not Found")),
        };
    }
    Err(not_allowed(&methods))
}

fn not_allowed(methods: &[&Method]) -> ApiError {
    let mut names: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.push("OPTIONS");
    let problem = ApiError::new(Kind::MethodNotAllowed, "Method Not Allowed");
    match HeaderValue::from_str(&names.join(", ")) {
        Ok(allow) => problem.with_header(header::ALLOW, allow),
        Err(_) => problem,
    }
}
