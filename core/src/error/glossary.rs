//! What each code means: what happened, whose move it is, what to do now.
//!
//! `docs/errors.md` is generated from this: after a change, `make generate-docs`. To add a code, add its entry to the
//! section that it belongs to, and a vector in which it occurs to `tests/vectors`; tests name what is missing.

use super::ErrorKind;

/// What is to be known of an error code. The three texts are whole sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub what_happened: &'static str,
    pub whose_move: &'static str,
    pub what_to_do: &'static str,
    /// The kinds of errors that have it, the usual one first; empty where it is the section's.
    kinds: &'static [ErrorKind],
    /// What the API's documentation has of it, and how certain that is: for the API's own codes.
    pub documented: Option<&'static str>,
}

/// Codes that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    /// What its codes have in common.
    pub about: &'static str,
    /// The kinds of errors that have its codes, unless an entry has its own.
    kinds: &'static [ErrorKind],
    pub entries: &'static [Entry],
}

impl Section {
    /// The kinds of errors that have a code of this section, the usual one first.
    pub fn kinds_of(&self, entry: &Entry) -> &'static [ErrorKind] {
        if entry.kinds.is_empty() { self.kinds } else { entry.kinds }
    }
}

/// Every entry, section after section.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    GLOSSARY.iter().flat_map(|section| section.entries)
}

/// The entry of a code; `None` for a code that is newer than the SDK.
pub fn entry(code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.code == code)
}

const fn e(code: &'static str, what: &'static str, whose: &'static str, todo: &'static str) -> Entry {
    Entry { code, what_happened: what, whose_move: whose, what_to_do: todo, kinds: &[], documented: None }
}

impl Entry {
    /// With kinds of its own.
    const fn of(self, kinds: &'static [ErrorKind]) -> Self {
        Self { kinds, ..self }
    }

    /// With what the API's documentation has of it.
    const fn documented(self, how: &'static str) -> Self {
        Self { documented: Some(how), ..self }
    }
}

const YOU: &str = "It is your move.";
const CUSTOMER: &str = "It is your customer's move, and the message can be shown to them.";
const PEEKER: &str = "It is Peeker's move.";
const NETWORK: &str = "It is nobody's move: the network failed.";
const BETWEEN: &str = "It is the move of whoever runs what answered: a proxy, a gateway, or Peeker.";
const SDK: &str = "It is the move of the SDK's developers.";

/// Every code that the SDK gives, and every code of the API that is documented.
#[rustfmt::skip]
pub const GLOSSARY: &[Section] = &[
    Section {
        title: "Answers of the API",
        about: "The API's own codes. One that is newer than the SDK is handed on as it is, with the kind that follows from the status.",
        kinds: &[ErrorKind::BadRequest],
        entries: &[
            e("invalid_request", "The API refused the request: a field is missing, of the wrong type or invalid.",
                YOU, "Correct the field that `field` names; sending the same again is useless.")
                .documented("status 400 (S)"),
            e("unauthorized", "The API did not accept the key: it is missing, malformed or revoked.",
                YOU, "Check which key the client was given; if it was revoked, make a new one.")
                .of(&[ErrorKind::Authentication]).documented("status 401 (S)"),
            e("forbidden", "The key is valid, and may not do this.",
                YOU, "Use a key with the preset `full`; a key's preset cannot be changed, so make a new key.")
                .of(&[ErrorKind::Permission]).documented("status 403 (S)"),
            e("not_found", "There is nothing by that id in the key's account.",
                YOU, "Check the id, and whether it belongs to another account or to the other environment: sandbox and live share nothing.")
                .of(&[ErrorKind::NotFound]).documented("status 404 (S)"),
            e("rate_limited", "The key's 600 requests per minute are used up, or imports are at capacity; the request was not processed.",
                YOU, "Wait `retry_after` seconds and make the same call; where imports are at capacity, use imports.create_job.")
                .of(&[ErrorKind::RateLimit]).documented("status 429 (S)"),
            e("order_shape_conflict", "An order has a bundle and licences of its own at once.",
                YOU, "Give `bundle_id`, or the licence fields.")
                .of(&[ErrorKind::BadRequest, ErrorKind::Validation]).documented("status 400 (S); that this is its meaning is inferred (I)"),
            e("domain_count_mismatch", "The order has another number of domains than its plan requires.",
                YOU, "Add or remove domains as `details` says: it has `required_count`, `submitted_count` and `missing_count`.")
                .of(&[ErrorKind::BadRequest, ErrorKind::Validation]).documented("only in an example (E); the status 400 is inferred (I)"),
            e("domain_already_in_active_order", "A domain of the order is on another active order; you are not charged.",
                YOU, "Take another domain; this one is free again when that order has ended. An order that corrects that one, because it waits for a picture or a login, waives this.")
                .of(&[ErrorKind::Conflict, ErrorKind::BadRequest, ErrorKind::Validation]).documented("only its name (S); the status is not known"),
            e("internal_error", "The API failed; of orders its documentation says that you are not charged.",
                PEEKER, "Try again later, and quote `request_id` to support if it stays.")
                .of(&[ErrorKind::Server]).documented("only its name (S); that it comes with a 5xx is inferred (I)"),
        ],
    },
    Section {
        title: "Calls",
        about: "What became of a call, as the SDK sees it. [reliability.md](reliability.md) shows when each of them comes.",
        kinds: &[ErrorKind::UnexpectedResponse],
        entries: &[
            e("unexpected_response", "The answer is not what the API is documented to send: a page, nothing, or JSON that is torn or of another shape.",
                BETWEEN, "Check the base URL and any proxy; if they are right, quote `request_id` to support.")
                .of(&[ErrorKind::UnexpectedResponse, ErrorKind::Server]),
            e("unexpected_redirect", "The server answered with a redirect, which is never followed: the key would go along.",
                YOU, "Check the base URL and any proxy; the message names the host that the redirect leads to."),
            e("unreadable_success", "A write was answered with success, and the answer could not be read; if the API sent it, the work is done.",
                YOU, "Do not repeat it, but find the object by `object_id` or by listing; then look at `raw_body`, and update the SDK if it is an answer of the API.")
                .of(&[ErrorKind::UnreadableSuccess]),
            e("outcome_unknown", "A write may or may not have been done: a request may have arrived, and none was answered.",
                YOU, "If `replay_safe`, make the same call again, an order within 24 hours; otherwise look whether it was done first.")
                .of(&[ErrorKind::OutcomeUnknown]),
            e("connection_failed", "There was no connection, or it broke; nothing was changed.",
                NETWORK, "Make the call again; if it goes on failing, check DNS, proxy and TLS.")
                .of(&[ErrorKind::Connection]),
            e("timeout", "An attempt took longer than `timeout`; nothing was changed.",
                NETWORK, "Make the call again, or allow it more time.")
                .of(&[ErrorKind::Timeout]),
            e("deadline_exceeded", "All attempts and waits together took longer than `deadline`; nothing was changed.",
                NETWORK, "Make the call again, or allow it more time.")
                .of(&[ErrorKind::Deadline]),
            e("not_sent", "A part of a batch was left out, because an earlier part stopped the batch or it was given up; nothing of this part was changed.",
                YOU, "See the cause; then retry the batch, which sends what was left out.")
                .of(&[ErrorKind::NotSent]),
            e("page_token_missing", "A list says that it goes on, and its link to the next page has no page token.",
                PEEKER, "Use the rows that came so far, and quote `request_id` to support."),
            e("page_token_repeated", "A list leads back to a page that was already read, so it would never end.",
                PEEKER, "Read the list from its beginning; if it happens again, quote `request_id` to support."),
            e("wait_timeout", "What was waited for did not come to an end within the wait's `timeout`; nothing was stopped.",
                YOU, "Look at `last`, which is the object as it was last seen, and wait again.")
                .of(&[ErrorKind::WaitTimeout]),
            e("unknown_state", "What is waited for stays in a state that this version of the SDK does not know.",
                YOU, "Look at `last`, and update the SDK.")
                .of(&[ErrorKind::UnknownState]),
            e("wait_failed", "What was waited for failed or was cancelled, and `raise_on_failure` was set.",
                YOU, "Look at `last` for what was not done.")
                .of(&[ErrorKind::WaitFailed]),
            e("client_closed", "The client was closed before the call; nothing was sent.",
                YOU, "Make the call before `close()`, or with a new client.")
                .of(&[ErrorKind::Configuration]),
            e("internal", "The SDK has a fault, or the program that drives it does what it must not.",
                SDK, "Report it with the message, which holds no secret.")
                .of(&[ErrorKind::Internal]),
        ],
    },
    Section {
        title: "Settings",
        about: "What is wrong with a client, with a call's options, or with a verifier of webhooks. Nothing was sent.",
        kinds: &[ErrorKind::Configuration],
        entries: &[
            e("missing_api_key", "No key was given, and PEEKER_API_KEY is not set.",
                YOU, "Pass the key, or set the variable."),
            e("invalid_api_key", "The text cannot be a key: it is empty, has white space in it, or begins with neither pk_test_ nor pk_live_.",
                YOU, "Copy the key again, and trim it where it is read from a file."),
            e("wrong_environment", "The key is of the other environment than `expect` says.",
                YOU, "Use the other key, or change `expect` if this key is meant."),
            e("invalid_base_url", "The base URL cannot be used: it is no https URL with a host, or it has a user name, a query or a fragment. Or a client without a key has no address, or Peeker's own, where every call needs one.",
                YOU, "Give a URL such as https://api.peeker.ai/partner/v1; without a key, that of your own backend."),
            e("insecure_base_url", "The base URL is plain http to another machine: keys and customers' passwords could be read on the way.",
                YOU, "Use https; http is for this machine only."),
            e("untrusted_base_url", "The variable PEEKER_BASE_URL alone would send a live key to a host outside peeker.ai.",
                YOU, "Name the host in `allow_hosts` if it is meant; if it is not, find out who set the variable."),
            e("invalid_header", "An extra header has a name that the SDK or the connection sets itself, or characters that would break HTTP.",
                YOU, "Rename it, or leave it out."),
            e("invalid_option", "A setting is unknown, of the wrong type or out of range.",
                YOU, "Correct the setting that the message names."),
        ],
    },
    Section {
        title: "Inputs",
        about: "What is wrong with an input, found before anything was sent. `violations` has all of it at once, each with its path.",
        kinds: &[ErrorKind::Validation],
        entries: &[
            e("unknown_field", "The input has a field that the operation does not know.",
                YOU, "Correct its name, for which there may be a suggestion; a field newer than the SDK goes into `extra_body` or `extra_query`."),
            e("missing_field", "A required field is missing.",
                YOU, "Add the field that the path names."),
            e("invalid_type", "A value is of the wrong type, or is null where null means nothing.",
                YOU, "Pass a value of the type that the message names."),
            e("invalid_id", "A value cannot be an id: ids are 1 to 200 letters, digits, `_`, `.` and `-`.",
                YOU, "Pass the id as the API gave it."),
            e("wrong_id_kind", "The id belongs to another kind of object.",
                YOU, "Use the method that is suggested, or pass the id of the right object."),
            e("invalid_email", "The customer of an order is neither a user's id nor an email address.",
                YOU, "Pass the id as the API gave it, or the customer's whole address."),
            e("empty_text", "A text that is needed is empty.",
                YOU, "Fill it in."),
            e("empty_list", "A list that has to name something is empty.",
                YOU, "Name at least one."),
            e("too_many_items", "A list is longer than the API takes in one call.",
                YOU, "Split it, or use the method that is suggested."),
            e("input_too_large", "The input has more names, or more text, than is looked at in one call.",
                YOU, "Split it."),
            e("number_out_of_range", "A number is outside of what its field can mean.",
                YOU, "Correct it as the message says."),
            e("number_not_whole", "A number in `extra_body` is not whole, or is beyond ±(2^53 − 1), so there is no one way of writing it.",
                YOU, "Send it as a text, if the API takes one."),
            e("nothing_to_change", "An update names nothing to change; most likely a value was not passed on.",
                YOU, "Set at least one field."),
            e("per_page_out_of_range", "A page cannot have that many rows.",
                YOU, "Ask for 1 to 100; further pages are fetched as they are needed."),
            e("percents_do_not_add_up", "One percent stands alone, or the two do not add up to 100.",
                YOU, "Set both, adding up to 100, or neither for the recommended split."),
            e("inboxes_out_of_range", "Google inboxes per domain are 2 or 3.",
                YOU, "Choose one of the two."),
            e("wrong_swap_type", "A swap of this type is not made by swaps.create: inboxes are renamed by a method of their own.",
                YOU, "Use swaps.rename_users."),
            e("no_room_for_extra", "The operation sends no body, so `extra_body` has nowhere to go.",
                YOU, "Use `extra_query`."),
            e("no_room_for_body", "A GET or DELETE made by its path was given a body, and sends none.",
                YOU, "Use the query."),
            e("invalid_path", "A path does not begin with /, has a query or a fragment, needs percent-encoding, or could be read as another path.",
                YOU, "Correct it; it is appended to the base URL."),
            e("field_given_twice", "A field of `extra_body` or `extra_query` is already set by an argument of its own.",
                YOU, "Use the argument alone."),
        ],
    },
    Section {
        title: "Addresses in inputs",
        about: "Where domains forward to and where pictures are. Found before anything was sent.",
        kinds: &[ErrorKind::Validation],
        entries: &[
            e("invalid_url", "A text is no http or https URL.",
                YOU, "Write the URL out with its scheme, as in https://acme.com."),
            e("url_with_credentials", "An address has a user name or a password in it.",
                YOU, "Give the address without them."),
            e("url_not_public", "A picture is on a host that cannot be reached from outside, so the API could not fetch it.",
                CUSTOMER, "Put the picture where everybody can fetch it, or send the person without one."),
        ],
    },
    Section {
        title: "Domains",
        about: "Why a text is not taken for a domain that can be bought or imported. Found before anything was sent.",
        kinds: &[ErrorKind::Validation],
        entries: &[
            e("empty", "A domain is missing.",
                YOU, "Name one."),
            e("not_a_domain", "The text is no domain.",
                CUSTOMER, "Give a name such as acme.com."),
            e("ip_address", "The text is an IP address.",
                CUSTOMER, "Give a name such as acme.com."),
            e("unknown_suffix", "The name ends in nothing that domains are known to be registered under.",
                CUSTOMER, "Correct the ending."),
            e("public_suffix_itself", "The name is itself a suffix under which names are sold, as co.uk is.",
                CUSTOMER, "Give a name under it, such as acme.co.uk."),
            e("not_root_domain", "The name is a subdomain, and only root domains are taken.",
                CUSTOMER, "Use the root domain that is suggested."),
            e("label_too_long", "A part between two dots has more than 63 characters.",
                CUSTOMER, "Shorten it."),
            e("name_too_long", "The name has more than 253 characters.",
                CUSTOMER, "Shorten it."),
            e("invalid_character", "The name has characters that no domain has, or hyphens where no domain has them.",
                CUSTOMER, "Correct the name."),
            e("email_address", "The text is an email address.",
                CUSTOMER, "Use the domain that is suggested."),
            e("duplicate_domain", "A domain is named twice.",
                YOU, "Name it once."),
            e("private_suffix", "A warning: the suffix belongs to a company and not to a registry.",
                CUSTOMER, "Make sure that a registrar sells names under it."),
            e("mixed_script", "A warning: a part of the name mixes scripts, such as Latin and Cyrillic letters.",
                CUSTOMER, "Make sure that no letter only looks like the one that is meant."),
        ],
    },
    Section {
        title: "Orders",
        about: "What is wrong with an order as a whole. Found before anything was sent.",
        kinds: &[ErrorKind::Validation],
        entries: &[
            e("missing_sequencer_login", "A Smartlead order needs the login that Peeker uses there; a client id alone is not enough.",
                YOU, "Pass both `login_email` and `login_password`."),
            e("empty_name", "A person has no first or no last name, and inboxes are named after both.",
                YOU, "Fill in both."),
            e("other_bundle", "The bundle that was given for checking is not the one that is ordered.",
                YOU, "Pass the bundle that `bundle_id` names."),
            e("bundle_archived", "The bundle is archived.",
                YOU, "Order another bundle."),
            e("too_many_domains", "The order has more domains than its bundle or its licences need.",
                YOU, "Take out as many as `details` says; `required_count` are needed."),
            e("domain_not_available", "A domain cannot be bought: it is taken, premium or invalid.",
                CUSTOMER, "Take another one."),
            e("availability_unknown", "A warning: whether a domain can be bought is not known for the moment.",
                YOU, "Check its availability again."),
            e("unknown_sequencer", "A warning: the documentation names no such sequencer, and it is sent as it is.",
                YOU, "Check its name."),
            e("microsoft_split_unsatisfied", "Too few of the domains can be used for Microsoft.",
                CUSTOMER, "Add or exchange domains, as many as `details` says, for some whose `usable_for` has `microsoft`."),
            e("google_split_unsatisfied", "Too few of the domains can be used for Google.",
                CUSTOMER, "Add or exchange domains, as many as `details` says, for some whose `usable_for` has `google`."),
            e("too_few_usable_domains", "Too few of the domains can be used for a provider at all.",
                CUSTOMER, "Add as many as `details` says."),
            e("required_domains_contradictory", "The numbers of domains that a bundle requires contradict each other.",
                YOU, "Pass `required_domains` as the API gave it."),
            e("required_domains_unclear", "A warning: a bundle requires more domains than it names providers for.",
                PEEKER, "Ask support who is to have the rest."),
            e("mixed_currencies", "The prices are in several currencies and cannot be compared.",
                YOU, "Name one currency."),
            e("microsoft_capacity_unconfirmed", "A warning: what a Microsoft domain sends a day is stated, and contradicted by the documentation's own examples.",
                YOU, "Create a bundle and read its `required_domains`."),
            e("no_personas", "The order names nobody, and inboxes are named after people.",
                YOU, "Name 1 to 10 people."),
        ],
    },
    Section {
        title: "Webhooks",
        about: "Why a delivery is not accepted.",
        kinds: &[ErrorKind::Webhook],
        entries: &[
            e("webhook_forged", "No signature of the delivery fits: it is forged, its body was changed, or it was signed with another secret or in another way.",
                YOU, "Answer 400; if deliveries that are real end so, `diagnose` names the setting to change."),
            e("webhook_stale", "The signature is right and the time is not: the delivery is late, or it is a replay.",
                YOU, "Accept it if you remember event ids durably, for the event comes with the error; otherwise answer 400."),
            e("webhook_malformed", "The headers or the body are not those of a delivery.",
                YOU, "Pass the raw body and all headers as they came; if they came so, answer 400."),
            e("several_objects", "The events that were to be folded into one state are of several objects.",
                YOU, "Pass the events of one object, or fold them by object.")
                .of(&[ErrorKind::Validation]),
            e("webhook_unknown_secret", "No secret was given that can be used: there is none, or it is blank, or it is not in its encoding.",
                YOU, "Pass the secret that the portal showed when the URL was saved, and check `secret_encoding`."),
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_code_is_explained_twice() {
        let mut codes = HashSet::new();
        let twice: Vec<_> = entries().map(|entry| entry.code).filter(|code| !codes.insert(*code)).collect();
        assert_eq!(twice, Vec::<&str>::new());
        assert_eq!(entry("rate_limited").map(|entry| entry.code), Some("rate_limited"));
        assert_eq!(entry("of_a_later_version"), None);
    }

    #[test]
    fn every_code_is_a_word_and_every_text_is_sentences() {
        let is_word = |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let is_sentences = |text: &str| text.starts_with(|first: char| first.is_uppercase()) && text.ends_with('.');
        for Entry { code, what_happened, whose_move, what_to_do, .. } in entries() {
            assert!(is_word(code), "`{code}` has more than small letters and `_`");
            for text in [what_happened, whose_move, what_to_do] {
                assert!(is_sentences(text), "`{code}`: a capital first, a full stop last: {text:?}");
            }
            assert_ne!(what_happened, what_to_do, "{code}");
        }
    }

    #[test]
    fn every_code_has_a_kind() {
        for section in GLOSSARY {
            for entry in section.entries {
                assert!(!section.kinds_of(entry).is_empty(), "{}", entry.code);
            }
        }
    }
}
