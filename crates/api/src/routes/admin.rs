//! What moderators can do.

use super::routes;

routes! {
    GET "/api/v1/admin/trends/tags" Member(AdminReadReports) => admin_trends::tags,
    GET "/api/v1/admin/trends/links" Member(AdminReadReports) => admin_trends::links,
    GET "/api/v1/admin/trends/statuses" Member(AdminReadReports) => admin_trends::statuses,
    POST "/api/v1/admin/trends/tags/{id}/approve" Member(AdminWriteReports) => admin_trends::approve_tag,
    POST "/api/v1/admin/trends/tags/{id}/reject" Member(AdminWriteReports) => admin_trends::reject_tag,
    POST "/api/v1/admin/trends/links/{id}/approve" Member(AdminWriteReports) => admin_trends::approve_link,
    POST "/api/v1/admin/trends/links/{id}/reject" Member(AdminWriteReports) => admin_trends::reject_link,
    POST "/api/v1/admin/trends/statuses/{id}/approve" Member(AdminWriteReports) => admin_trends::approve_status,
    POST "/api/v1/admin/trends/statuses/{id}/reject" Member(AdminWriteReports) => admin_trends::reject_status,
}
