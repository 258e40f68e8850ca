//! The assistant: ours.

use super::routes;

routes! {
    POST "/api/braise/v1/ask" Member(ReadStatuses) => assistant::ask,
    GET "/api/braise/v1/missed" Member(ReadStatuses) => assistant::missed,
    GET "/api/braise/v1/ask/log" Open => assistant::log,
    PUT "/api/braise/v1/ask/answers" Member(WriteAccounts) => assistant::allow_all,
    GET "/api/braise/v1/ask/choices" Member(ReadAccounts) => help::choices,
    PUT "/api/braise/v1/ask/choices" Member(WriteAccounts) => help::choose,
    POST "/api/braise/v1/help" Member(WriteStatuses) => help::write,
    POST "/api/braise/v1/media/{id}/describe" Member(WriteMedia) => help::describe,
    GET "/api/braise/v1/ask/{id}" Member(ReadStatuses) => assistant::one,
    POST "/api/braise/v1/ask/{id}/publish" Member(WriteStatuses) => assistant::publish,
    GET "/api/braise/v1/statuses/{id}/similar" Member(ReadStatuses) => assistant::similar,
    GET "/api/braise/v1/statuses/{id}/answer" Maybe(ReadStatuses) => assistant::public,
    DELETE "/api/braise/v1/statuses/{id}/answer" Member(WriteStatuses) => assistant::withdraw,
    PUT "/api/braise/v1/statuses/{id}/answers" Member(WriteStatuses) => assistant::allow,
}
