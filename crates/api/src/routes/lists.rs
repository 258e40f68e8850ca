//! A member's lists and filters.

use super::routes;

routes! {
    GET "/api/v1/lists" Member(ReadLists) => lists::all,
    POST "/api/v1/lists" Member(WriteLists) => lists::create,
    GET "/api/v1/lists/{id}" Member(ReadLists) => lists::show,
    PUT "/api/v1/lists/{id}" Member(WriteLists) => lists::update,
    DELETE "/api/v1/lists/{id}" Member(WriteLists) => lists::delete,
    GET "/api/v1/lists/{id}/accounts" Member(ReadLists) => lists::accounts,
    POST "/api/v1/lists/{id}/accounts" Member(WriteLists) => lists::add,
    DELETE "/api/v1/lists/{id}/accounts" Member(WriteLists) => lists::remove,
    GET "/api/v1/accounts/{id}/lists" Member(ReadLists) => lists::holding,
    GET "/api/v2/filters" Member(ReadFilters) => filters::all,
    POST "/api/v2/filters" Member(WriteFilters) => filters::create,
    GET "/api/v2/filters/{id}" Member(ReadFilters) => filters::show,
    PUT "/api/v2/filters/{id}" Member(WriteFilters) => filters::update,
    DELETE "/api/v2/filters/{id}" Member(WriteFilters) => filters::delete,
    GET "/api/v2/filters/{id}/keywords" Member(ReadFilters) => filters::keywords,
    POST "/api/v2/filters/{id}/keywords" Member(WriteFilters) => filters::add_keyword,
    GET "/api/v2/filters/keywords/{id}" Member(ReadFilters) => filters::show_keyword,
    PUT "/api/v2/filters/keywords/{id}" Member(WriteFilters) => filters::update_keyword,
    DELETE "/api/v2/filters/keywords/{id}" Member(WriteFilters) => filters::delete_keyword,
    GET "/api/v2/filters/{id}/statuses" Member(ReadFilters) => filters::statuses,
    POST "/api/v2/filters/{id}/statuses" Member(WriteFilters) => filters::add_status,
    GET "/api/v2/filters/statuses/{id}" Member(ReadFilters) => filters::show_status,
    DELETE "/api/v2/filters/statuses/{id}" Member(WriteFilters) => filters::delete_status,
    GET "/api/v1/filters" Member(ReadFilters) => old_filters::all,
    POST "/api/v1/filters" Member(WriteFilters) => old_filters::create,
    GET "/api/v1/filters/{id}" Member(ReadFilters) => old_filters::show,
    PUT "/api/v1/filters/{id}" Member(WriteFilters) => old_filters::update,
    DELETE "/api/v1/filters/{id}" Member(WriteFilters) => old_filters::delete,
}
