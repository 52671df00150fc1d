//! What is checked before sending: each code with how certain its rule is, and where it comes from.
//!
//! `docs/checks.md` is made from this table.

use crate::error::Certainty;

/// A rule that inputs are checked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// As in a violation.
    pub code: &'static str,
    pub about: About,
    /// How sure it is that the API would refuse the same. What a rule finds can be less sure than the rule.
    pub certainty: Certainty,
    /// Where the rule holds only by inference, although it is stated otherwise; empty where there is no such case.
    pub inferred_where: &'static str,
    /// What must hold, as a sentence.
    pub rule: &'static str,
    /// Where that is known from.
    pub source: &'static str,
}

/// What a rule is about: a section of the document that lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    Inputs,
    Lists,
    Addresses,
    Domains,
    Orders,
    Plans,
}

impl Rule {
    /// Whether there are cases that a caller who knows better can send all the same.
    pub fn is_ever_waivable(&self) -> bool {
        self.certainty == Certainty::Inferred || !self.inferred_where.is_empty()
    }
}

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

const S: Certainty = Certainty::Stated;
const E: Certainty = Certainty::Exemplified;
const I: Certainty = Certainty::Inferred;

macro_rules! rules {
    ($($about:ident { $($code:literal $certainty:ident $(but $where:literal)? $rule:literal $source:literal;)* })*) => {
        /// Every rule, in the order in which they are documented.
        pub const RULES: &[Rule] = &[$($(Rule {
            code: $code,
            about: About::$about,
            certainty: $certainty,
            inferred_where: concat!($($where)?),
            rule: $rule,
            source: $source,
        },)*)*];
    };
}

#[rustfmt::skip]
rules! {
    Inputs {
        "unknown_field"          S "An input has only the fields that the documentation names; `extra_body` carries others." "API reference";
        "missing_field"          S "A required field is there." "API reference";
        "invalid_type"           S "A value has the documented type; `null` only where the API gives it a meaning." "API reference";
        "invalid_id"             S "An id has 1 to 200 of the characters A-Z a-z 0-9 _ . - and is neither `.` nor `..`; it stands in a path." "RFC 3986";
        "wrong_id_kind"          S "An id with the prefix of another kind of object is not used." "examples of all objects";
        "invalid_email"          I "The customer of an order is an id `usr_…` or an email address: a name, one @, a host with a dot." "create order, June; which addresses the API takes for one is not said";
        "empty_text"             S "A text that is needed is not empty." "API reference";
        "number_out_of_range"    S but "an order has no licence at all" "A count is within its range." "API reference";
        "number_not_whole"       S "A number of a body is whole and within ±(2^53 − 1): it then has one text in every language." "RFC 8785";
        "nothing_to_change"      S "An update changes something." "nothing would be sent";
        "percents_do_not_add_up" S "Both percents are given and add up to 100, or neither is." "API reference, bundles, June";
        "inboxes_out_of_range"   S but "it is an order's own number, not a bundle's" "A Google domain has 2 or 3 inboxes." "API reference, bundles, June";
        "wrong_swap_type"        S "A swap is `standard` or `premium`; names are changed by `swaps.rename_users`." "API reference, swaps";
        "no_room_for_extra"      S "Additions to a body go with a call that has one." "there is no body";
        "field_given_twice"      S "An addition does not repeat a field that has an argument." "one of them would be lost";
    }
    Lists {
        "empty_list"             S "A list that is needed names at least one." "API reference";
        "too_many_items"         S "50 names in an availability check, 25 domains in an import, 500 in an import job, 25 in a forwarding job, 10 personas." "API reference and guides, June";
        "per_page_out_of_range"  S "A page has 1 to 100 rows." "API reference";
    }
    Addresses {
        "invalid_url"            S "A forwarding target or a picture is an http or https URL." "guides: forwarding (`invalid_target`), pictures";
        "url_with_credentials"   S "An address carries no user name or password." "it would be shown to others";
        "url_not_public"         S "A picture is on a public host: the API fetches it." "best practices, `profile_picture_not_accessible`";
    }
    Domains {
        "empty"                  S "A domain is named." "nothing would be named";
        "not_a_domain"           S "The text is a host name with a suffix." "RFC 1035, RFC 3986";
        "ip_address"             S "The text is no IP address." "RFC 1035";
        "invalid_character"      S but "two hyphens in third and fourth place are all that is wrong" "The name has only characters, and hyphens only where, a registered name has them." "UTS 46, STD 3";
        "label_too_long"         S "A label has at most 63 bytes." "RFC 1035";
        "name_too_long"          S "A name has at most 253 bytes." "RFC 1035";
        "email_address"          S "The text is no email address." "RFC 5321";
        "public_suffix_itself"   S but "the suffix is of the list's private section" "The name is not itself a suffix under which names are sold." "Public Suffix List";
        "not_root_domain"        S "The name is a root domain: exactly one label under a public suffix." "importing domains, June; Public Suffix List";
        "unknown_suffix"         I "The suffix is on the Public Suffix List." "a list of our own version; a newer suffix is possible";
        "duplicate_domain"       I "An order names a domain once." "an order for two of the same cannot be filled";
    }
    Orders {
        "order_shape_conflict"   S "A bundle excludes licences of its own." "create order; that the code means this is inferred";
        "missing_sequencer_login" S "An order through Smartlead has `login_email` and `login_password`." "guides, June";
        "no_personas"            I "An order names at least one persona." "`personas` is required; that it may be empty is not said";
        "empty_name"             I "A persona has a first and a last name." "addresses are derived from both";
        "other_bundle"           S "The bundle given for checking is the one that is ordered." "two different things were said";
        "bundle_archived"        I "The bundle is not archived." "deleting a bundle, June";
        "domain_count_mismatch"  E but "the number follows from the order's licences" "An order has as many domains as its bundle or its licences need." "best practices: the error's example";
        "too_many_domains"       I "An order has no more domains than its bundle or its licences need." "the count must equal the plan; that more are refused is not shown";
        "domain_not_available"   S "A domain to be bought can be: it is not taken, premium or invalid." "domain search; premium names are not sold through the API";
        "domain_already_in_active_order" E but "the order may correct that one: it can be of the same customer" "A domain is on no other order." "importing domains, May: the error's name";
        "microsoft_split_unsatisfied" S "Enough of the domains can host Microsoft mail, and enough Google's." "buying domains, June: Google-only domains cannot fill Microsoft's places";
    }
    Plans {
        "google_split_unsatisfied" S "Enough of the domains can host Google mail." "buying domains, June";
        "too_few_usable_domains" S "Enough of the domains can be used for a provider at all." "buying domains, June";
        "required_domains_contradictory" S "Numbers of domains are not negative, and their total is not less than those for Google and Microsoft." "arithmetic";
        "mixed_currencies"       S "Prices that are compared are in one currency." "arithmetic";
        "input_too_large"        S "A list of names has at most 10,000 of them, and not more text than they could have." "this SDK's own bound";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::error::entry;

    #[test]
    fn no_rule_is_there_twice_and_each_is_explained() {
        let codes: HashSet<_> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        for rule in RULES {
            assert!(entry(rule.code).is_some(), "{} is not in the glossary", rule.code);
        }
    }
}
