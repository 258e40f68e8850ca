//! Context notes: ours.

use super::routes;

routes! {
    POST "/api/braise/v1/notes" Member(WriteStatuses) => notes::write,
    GET "/api/braise/v1/notes" Member(ReadStatuses) => notes::for_me,
    DELETE "/api/braise/v1/notes/{id}" Member(WriteStatuses) => notes::remove,
    POST "/api/braise/v1/notes/{id}/ratings" Member(WriteStatuses) => notes::rate,
    GET "/api/braise/v1/statuses/{id}/notes" Maybe(ReadStatuses) => notes::under,
}
