//! What a member keeps beside posts, and the server's notice board.

use super::routes;

routes! {
    GET "/api/v1/markers" Member(ReadStatuses) => own::markers,
    POST "/api/v1/markers" Member(WriteStatuses) => own::set_markers,
    GET "/api/v1/preferences" Member(ReadAccounts) => own::preferences,
    GET "/api/v1/domain_blocks" Member(ReadBlocks) => own::domain_blocks,
    POST "/api/v1/domain_blocks" Member(WriteBlocks) => own::block_domain,
    DELETE "/api/v1/domain_blocks" Member(WriteBlocks) => own::unblock_domain,
    POST "/api/v1/reports" Member(WriteReports) => own::report,
    GET "/api/v1/announcements" AnyMember => board::announcements,
    POST "/api/v1/announcements/{id}/dismiss" Member(WriteAccounts) => board::dismiss,
    GET "/api/v1/custom_emojis" Open => board::emojis,
    GET "/api/v1/instance/rules" Open => board::rules,
    GET "/api/v1/instance/peers" Open => board::peers,
    GET "/api/v1/instance/activity" Open => board::activity,
    GET "/api/v1/instance/domain_blocks" Open => board::domain_blocks,
    GET "/api/v1/instance/extended_description" Open => board::extended_description,
    GET "/api/v1/instance/privacy_policy" Open => board::privacy_policy,
    GET "/api/v1/instance/terms_of_service" Open => board::terms_of_service,
    GET "/api/v1/instance/terms_of_service/{date}" Open => board::terms_of_service,
    GET "/api/v1/instance/translation_languages" Open => translate::languages,
    POST "/api/v1/statuses/{id}/translate" Member(ReadStatuses) => translate::translate,
}
