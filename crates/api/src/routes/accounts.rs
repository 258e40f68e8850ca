//! Accounts, and what a member does with them.

use super::routes;

routes! {
    GET "/api/v1/accounts/verify_credentials" Either(Profile, ReadAccounts) => accounts::verify_credentials,
    PATCH "/api/v1/accounts/update_credentials" Member(WriteAccounts) => accounts::update_credentials,
    GET "/api/v1/profile" Either(Profile, ReadAccounts) => profile::show,
    PATCH "/api/v1/profile" Member(WriteAccounts) => profile::update,
    DELETE "/api/v1/profile/avatar" Member(WriteAccounts) => profile::delete_avatar,
    DELETE "/api/v1/profile/header" Member(WriteAccounts) => profile::delete_header,
    GET "/api/v1/accounts/relationships" Member(ReadFollows) => accounts::relationships,
    GET "/api/v1/accounts/lookup" Maybe(ReadAccounts) => accounts::lookup,
    GET "/api/v1/accounts" Maybe(ReadAccounts) => accounts::show_many,
    GET "/api/v1/accounts/{id}" Maybe(ReadAccounts) => accounts::show,
    GET "/api/v1/accounts/{id}/statuses" Maybe(ReadStatuses) => accounts::statuses,
    GET "/api/v1/accounts/{id}/followers" Maybe(ReadAccounts) => account_lists::followers,
    GET "/api/v1/accounts/{id}/following" Maybe(ReadAccounts) => account_lists::following,
    GET "/api/v1/accounts/{id}/identity_proofs" Maybe(ReadAccounts) => accounts::identity_proofs,
    POST "/api/v1/accounts/{id}/follow" Member(WriteFollows) => account_actions::follow,
    POST "/api/v1/accounts/{id}/unfollow" Member(WriteFollows) => account_actions::unfollow,
    POST "/api/v1/accounts/{id}/remove_from_followers" Member(WriteFollows) => account_actions::remove_from_followers,
    POST "/api/v1/accounts/{id}/block" Member(WriteBlocks) => account_actions::block,
    POST "/api/v1/accounts/{id}/unblock" Member(WriteBlocks) => account_actions::unblock,
    POST "/api/v1/accounts/{id}/mute" Member(WriteMutes) => account_actions::mute,
    POST "/api/v1/accounts/{id}/unmute" Member(WriteMutes) => account_actions::unmute,
    POST "/api/v1/accounts/{id}/note" Member(WriteAccounts) => account_actions::note,
    GET "/api/v1/follow_requests" Member(ReadFollows) => account_lists::follow_requests,
    POST "/api/v1/follow_requests/{account_id}/authorize" Member(WriteFollows) => account_actions::authorize_follow_request,
    POST "/api/v1/follow_requests/{account_id}/reject" Member(WriteFollows) => account_actions::reject_follow_request,
    GET "/api/v1/blocks" Member(ReadBlocks) => account_lists::blocks,
    GET "/api/v1/mutes" Member(ReadMutes) => account_lists::mutes,
}
