//! What a member is told, and what is held back; conversations.

use super::routes;

routes! {
    GET "/api/v1/notifications" Member(ReadNotifications) => notifications::index,
    GET "/api/v1/notifications/unread_count" Member(ReadNotifications) => notifications::unread_count,
    POST "/api/v1/notifications/clear" Member(WriteNotifications) => notifications::clear,
    GET "/api/v1/notifications/{id}" Member(ReadNotifications) => notifications::show,
    POST "/api/v1/notifications/{id}/dismiss" Member(WriteNotifications) => notifications::dismiss,
    GET "/api/v1/notifications/policy" Member(ReadNotifications) => notification_policy::show_v1,
    PUT "/api/v1/notifications/policy" Member(WriteNotifications) => notification_policy::update_v1,
    PATCH "/api/v1/notifications/policy" Member(WriteNotifications) => notification_policy::update_v1,
    GET "/api/v1/notifications/requests" Member(ReadNotifications) => notification_policy::requests,
    GET "/api/v1/notifications/requests/merged" Member(ReadNotifications) => notification_policy::merged,
    POST "/api/v1/notifications/requests/accept" Member(WriteNotifications) => notification_policy::accept_many,
    POST "/api/v1/notifications/requests/dismiss" Member(WriteNotifications) => notification_policy::dismiss_many,
    GET "/api/v1/notifications/requests/{id}" Member(ReadNotifications) => notification_policy::request,
    POST "/api/v1/notifications/requests/{id}/accept" Member(WriteNotifications) => notification_policy::accept,
    POST "/api/v1/notifications/requests/{id}/dismiss" Member(WriteNotifications) => notification_policy::dismiss,
    GET "/api/v2/notifications" Member(ReadNotifications) => grouped_notifications::index,
    GET "/api/v2/notifications/unread_count" Member(ReadNotifications) => grouped_notifications::unread_count,
    GET "/api/v2/notifications/policy" Member(ReadNotifications) => notification_policy::show,
    PATCH "/api/v2/notifications/policy" Member(WriteNotifications) => notification_policy::update,
    PUT "/api/v2/notifications/policy" Member(WriteNotifications) => notification_policy::update,
    GET "/api/v2/notifications/{group_key}" Member(ReadNotifications) => grouped_notifications::show,
    GET "/api/v2/notifications/{group_key}/accounts" Member(ReadNotifications) => grouped_notifications::accounts,
    POST "/api/v2/notifications/{group_key}/dismiss" Member(WriteNotifications) => grouped_notifications::dismiss,
    GET "/api/v1/conversations" Member(ReadStatuses) => conversations::index,
    DELETE "/api/v1/conversations/{id}" Member(WriteConversations) => conversations::delete,
    POST "/api/v1/conversations/{id}/read" Member(WriteConversations) => conversations::read,
    POST "/api/v1/conversations/{id}/unread" Member(WriteConversations) => conversations::unread,
}
