//! Who may use a member's words for what: ours.

use super::routes;

routes! {
    GET "/api/braise/v1/consent" Member(ReadAccounts) => consent::of_account,
    PUT "/api/braise/v1/consent" Member(WriteAccounts) => consent::set_of_account,
    GET "/api/braise/v1/consent/statuses/{id}" Member(ReadAccounts) => consent::of_status,
    PUT "/api/braise/v1/consent/statuses/{id}" Member(WriteAccounts) => consent::set_of_status,
    GET "/api/braise/v1/consent/media/{id}" Member(ReadAccounts) => consent::of_media,
    PUT "/api/braise/v1/consent/media/{id}" Member(WriteAccounts) => consent::set_of_media,
    GET "/api/braise/v1/consent/ledger" Member(ReadAccounts) => consent::ledger,
    GET "/api/braise/v1/consent/receipt" Member(ReadAccounts) => consent::receipt,
    GET "/api/braise/v1/consent/uses" Member(ReadAccounts) => consent::uses,
    GET "/api/braise/v1/openapi.json" Open => describe::openapi,
}
