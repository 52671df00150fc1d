//! What each code means: what happened, whose move it is, what to do now.

/// What is to be known of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub what_happened: &'static str,
    pub whose_move: &'static str,
    pub what_to_do: &'static str,
}

/// The entry of a code; `None` for a code that is newer than the SDK.
pub fn entry(code: &str) -> Option<&'static Entry> {
    GLOSSARY.iter().find(|entry| entry.code == code)
}

const fn e(code: &'static str, what: &'static str, whose: &'static str, todo: &'static str) -> Entry {
    Entry { code, what_happened: what, whose_move: whose, what_to_do: todo }
}

const YOU: &str = "yours";
const CUSTOMER: &str = "your customer's";
const PEEKER: &str = "Peeker's";
const NETWORK: &str = "nobody's: the network's";
const SDK: &str = "the SDK's developers'";

/// Every code that the SDK gives, and every code of the API that is documented.
#[rustfmt::skip]
pub const GLOSSARY: &[Entry] = &[
    // The API's own.
    e("invalid_request", "A field is missing, of the wrong type or invalid.", YOU, "Correct the field that `field` names; do not retry."),
    e("unauthorized", "The key is missing, malformed or revoked.", YOU, "Check the key and its environment."),
    e("forbidden", "The key may not do this.", YOU, "Use a key with the preset `full`; a preset cannot be changed, only a new key made."),
    e("not_found", "There is nothing by that id in this account.", YOU, "Check the id, and whether it belongs to the other environment or account."),
    e("rate_limited", "The key's 600 requests per minute are used up, or imports are at capacity.", YOU, "Wait `retry_after` seconds; for imports, use imports.create_job."),
    e("order_shape_conflict", "An order mixes a bundle with licences of its own, or has neither.", YOU, "Give `bundle_id`, or the licence fields, not both."),
    e("domain_count_mismatch", "The order has another number of domains than its plan requires.", YOU, "Add or remove domains as `details` says."),
    e("domain_already_in_active_order", "A domain is on another active order. You are not charged.", YOU, "Take another domain, or cancel the other order."),
    e("internal_error", "The API failed. For an order the documentation says that you are not charged.", PEEKER, "Try again later and quote the request id to support."),
    // Calls.
    e("unexpected_response", "The answer is not the documented JSON.", PEEKER, "Check the base URL and any proxy; quote the request id to support."),
    e("unexpected_redirect", "The server answered with a redirect, which is never followed.", YOU, "Check the base URL and any proxy."),
    e("unreadable_success", "The work was done, but the answer could not be read.", YOU, "Do not repeat it: find the object by `object_id` or by listing, and update the SDK."),
    e("outcome_unknown", "A write may or may not have been done.", YOU, "If `replay_safe`, make the same call again; else look first."),
    e("connection_failed", "There was no connection, or it broke.", NETWORK, "Try again; check DNS, proxy and TLS if it stays."),
    e("timeout", "An attempt took longer than `timeout`.", NETWORK, "Try again, or allow more time."),
    e("deadline_exceeded", "All attempts and waits together took longer than `deadline`.", NETWORK, "Try again, or allow more time."),
    e("page_token_missing", "A list has a next page, and its link has no page token.", PEEKER, "Quote the request id to support."),
    e("page_token_repeated", "A list leads back to a page that was already read.", PEEKER, "Start the list again; quote the request id to support if it stays."),
    e("client_closed", "The client was closed before the call.", YOU, "Make the call before `close()`, or make a new client."),
    e("internal", "The SDK, or the program that drives it, has a fault.", SDK, "Report it with the message."),
    // Settings.
    e("missing_api_key", "No key was given and PEEKER_API_KEY is not set.", YOU, "Pass a key."),
    e("invalid_api_key", "The key cannot be one.", YOU, "Copy it again from the partner portal; trim it when it is read from a file."),
    e("wrong_environment", "The key is of the other environment than the client expects.", YOU, "Use the right key, or change `expect`."),
    e("invalid_base_url", "The base URL cannot be used.", YOU, "Give an https URL without user, query and fragment."),
    e("insecure_base_url", "The base URL would send keys and passwords unencrypted.", YOU, "Use https; http is for this machine only."),
    e("untrusted_base_url", "The environment alone would send a live key to a host outside peeker.ai.", YOU, "Name the host in `allow_hosts` if it is meant."),
    e("invalid_header", "An extra header is set by the SDK itself, or would break HTTP.", YOU, "Rename it, or take it out."),
    e("invalid_option", "A setting is unknown, of the wrong type or out of range.", YOU, "Correct the setting."),
    // Inputs.
    e("unknown_field", "The input has a field that the operation does not know.", YOU, "Correct its name, or pass it in `extra_body`."),
    e("missing_field", "A required field is missing.", YOU, "Add it."),
    e("invalid_type", "A value is of the wrong type.", YOU, "Correct it."),
    e("invalid_id", "A value cannot be an id.", YOU, "Pass the id as the API gave it."),
    e("wrong_id_kind", "The id belongs to another kind of object.", YOU, "Use the method that is suggested."),
    e("empty_text", "A text that is needed is empty.", YOU, "Fill it in."),
    e("empty_list", "A list that is needed is empty.", YOU, "Name at least one."),
    e("too_many_items", "A list is longer than the API takes.", YOU, "Split it."),
    e("number_out_of_range", "A number is out of its range.", YOU, "Correct it."),
    e("number_not_whole", "A number of a body is not whole, or beyond 2^53.", YOU, "Send it as text."),
    e("nothing_to_change", "An update changes nothing.", YOU, "Set at least one field."),
    e("per_page_out_of_range", "A page has 1 to 100 rows.", YOU, "Correct it."),
    e("percents_do_not_add_up", "Both percents are needed, adding up to 100, or neither.", YOU, "Correct them."),
    e("inboxes_out_of_range", "Google inboxes per domain are 2 or 3.", YOU, "Correct it."),
    e("wrong_swap_type", "Inboxes are renamed by another method.", YOU, "Use swaps.rename_users."),
    e("no_room_for_extra", "The operation sends no body.", YOU, "Use `extra_query`."),
    e("field_given_twice", "An extra field has an argument of its own.", YOU, "Use the argument."),
    // Addresses in inputs.
    e("invalid_url", "A text is no http or https URL.", YOU, "Correct it."),
    e("url_with_credentials", "An address has a user name or password in it.", YOU, "Take it out."),
    e("url_not_public", "A picture is on a host that the API cannot reach.", CUSTOMER, "Put it where everybody can fetch it."),
    // Domains.
    e("empty", "A domain is missing.", YOU, "Name one."),
    e("not_a_domain", "A text is no domain.", CUSTOMER, "Correct it."),
    e("ip_address", "A text is an IP address.", CUSTOMER, "Name a domain."),
    e("unknown_suffix", "No public suffix that is known ends the name.", CUSTOMER, "Correct the ending."),
    e("public_suffix_itself", "The name is a suffix under which names are sold.", CUSTOMER, "Name a domain under it."),
    e("not_root_domain", "The name is a subdomain.", CUSTOMER, "Use the root domain that is suggested."),
    e("label_too_long", "A part between dots has more than 63 characters.", CUSTOMER, "Shorten it."),
    e("name_too_long", "The name has more than 253 characters.", CUSTOMER, "Shorten it."),
    e("invalid_character", "The name has characters that no domain has.", CUSTOMER, "Correct it."),
    e("email_address", "A text is an email address.", CUSTOMER, "Use the domain that is suggested."),
    e("duplicate_domain", "A domain is named twice.", YOU, "Name it once."),
    // Orders.
    e("missing_sequencer_login", "A Smartlead order needs both login fields.", YOU, "Pass login_email and login_password."),
    e("no_personas", "An order needs people to name its inboxes.", YOU, "Name 1 to 10."),
    // Webhooks.
    e("webhook_forged", "No signature fits: a forgery, another secret, or another recipe of signing.", YOU, "Answer 400; if it is real, check secret and `signed_content`."),
    e("webhook_stale", "The signature is right and the time is not: late, or a replay.", YOU, "If you deduplicate durably, accept it; else answer 400."),
    e("webhook_malformed", "The headers or the body are not what a delivery has.", YOU, "Pass the raw body and all headers; answer 400."),
    e("several_objects", "The events to fold are of more than one object.", YOU, "Pass those of one, or fold them by object."),
    e("webhook_unknown_secret", "No secret that could be used was given.", YOU, "Pass the secret that the portal showed when the URL was saved."),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_code_is_explained_twice_and_none_is_left_empty() {
        let codes: HashSet<_> = GLOSSARY.iter().map(|entry| entry.code).collect();
        assert_eq!(codes.len(), GLOSSARY.len());
        assert!(GLOSSARY.iter().all(|entry| !entry.what_happened.is_empty() && !entry.what_to_do.is_empty()));
    }
}
