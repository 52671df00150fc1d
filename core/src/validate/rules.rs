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
        "unknown_field"          S "An input has only fields that are documented; `extra_body` and `extra_query` carry others." "this SDK: a mistyped name would be lost";
        "missing_field"          S "A required field is there; an order has `bundle_id`, or licences of its own." "API reference: required fields; create order, June: the two forms of an order";
        "invalid_type"           S "A value has the documented type, and is `null` only where that means something." "API reference";
        "invalid_id"             S "An id has 1 to 200 of the characters A-Z a-z 0-9 _ . - and is neither `.` nor `..`, nor is it an API key." "RFC 3986: it stands in a path; the length is this SDK's own bound";
        "wrong_id_kind"          E "An id does not have the prefix of another kind of object. An unknown prefix passes." "all examples: their ids";
        "invalid_email"          I "The customer of an order is an id `usr_…` or an email address: a name, one @, a host with a dot." "create order, June; which addresses the API takes for one is not said";
        "empty_text"             S "A text that is required is more than white space." "API reference: required fields, which would say nothing";
        "number_out_of_range"    S but "an order has no licence at all" "A volume is at least 1, a number of licences at least 0; volumes, capacities and sums of prices are below 2^53." "fewer cannot be meant; more is no integer in every language";
        "number_not_whole"       S "A number of an added field is whole and within ±(2^53 − 1), and so has one text in every language." "this SDK: the same body has the same bytes";
        "nothing_to_change"      S "An update changes something." "nothing would be sent";
        "percents_do_not_add_up" S "Both percents are given and add up to 100, or neither is." "creating a bundle, 16 June";
        "inboxes_out_of_range"   S but "an order has the field, which is documented for bundles alone" "A Google domain has 2 or 3 inboxes." "creating a bundle, 16 June";
        "wrong_swap_type"        S "A swap that is created is not `user_names`; inboxes are renamed by `swaps.rename_users`." "creating a domain swap, changing user names, 16 June";
        "no_room_for_extra"      S "`extra_body` goes with a call that sends an object." "there is nothing to add it to";
        "no_room_for_body"       S "A GET or DELETE that is made by its path has no body." "this SDK sends none";
        "invalid_path"           S "A path that a caller names begins with /, has no query, and is the same path to whoever reads it." "RFC 3986; it is appended to the base URL";
        "field_given_twice"      S "An added field does not repeat one that is set already." "one of the two would be lost";
        "several_objects"        S "Events that are folded into one state are of one object." "two states would be mixed";
    }
    Lists {
        "empty_list"             S "A list of domains that is needed names at least one." "API reference: required fields; cancelling an order, 16 June";
        "too_many_items"         S but "people are renamed: how many is stated for orders alone" "At most 50 names in an availability check, 25 domains in an import, 500 in an import job, 25 in a forwarding job, 10 people; 10,000 names that are only looked at." "availability, imports, forwarding guide, create order, June (in May 25 names, and no limit for forwarding); the last is this SDK's own";
        "per_page_out_of_range"  S "A page has 1 to 100 rows." "API reference: lists";
        "input_too_large"        S "Names that are looked at in one call are at most 8,000,000 bytes of text." "this SDK's own bound";
    }
    Addresses {
        "invalid_url"            S "A forwarding target or a picture is an http or https URL, without white space or backslashes." "forwarding guide, May: `invalid_target`; guides: a picture is a public URL";
        "url_with_credentials"   S "An address carries no user name or password." "this SDK: it would be handed on to others";
        "url_not_public"         S "A picture is on a public host." "guides: a picture is a public URL; `profile_picture_not_accessible`";
    }
    Domains {
        "empty"                  S "A domain is named." "nothing would be named";
        "not_a_domain"           S "The text is a host name of at least two labels." "RFC 1035, RFC 3986";
        "ip_address"             S "The text is no IP address, in any form." "URL Standard: what is read as one";
        "invalid_character"      S but "two hyphens in third and fourth place are all that is wrong, which some registries sell" "The name has only characters, and hyphens only where, a registered name has them." "UTS 46, STD 3, RFC 5891";
        "label_too_long"         S "A label has at most 63 bytes." "RFC 1035";
        "name_too_long"          S "A name has at most 253 bytes." "RFC 1035";
        "email_address"          S "The text is no email address." "RFC 5321";
        "public_suffix_itself"   S but "the suffix is of the list's private section" "The name is not itself a suffix under which names are sold." "Public Suffix List";
        "not_root_domain"        S "The name is a root domain: exactly one label under a public suffix." "importing domains, 16 June; where the root is: Public Suffix List";
        "unknown_suffix"         I "The suffix is on the Public Suffix List." "this SDK: its copy of the list may be older than the suffix";
        "duplicate_domain"       I "An order names a domain once." "this SDK: it cannot be had twice, and what the API does is not said";
    }
    Orders {
        "order_shape_conflict"   S "A bundle excludes licences of its own." "create order, June; that the API's code means this is inferred";
        "missing_sequencer_login" S "An order through Smartlead has `login_email` and `login_password`." "ordering and importing guides, June";
        "no_personas"            I "At least one person is named." "create order: `personas` is required; its minimum is not said";
        "empty_name"             I "A person has a first and a last name." "changing user names, 16 June: addresses are made of both; that both are needed is not said";
        "other_bundle"           S "The bundle that an order is checked against is the one that it names." "the two contradict each other";
        "bundle_archived"        I "The bundle is not archived." "deleting a bundle, 16 June; that it cannot be ordered any more is not said";
        "domain_count_mismatch"  E but "the number follows from licences" "An order has no fewer domains than its bundle or its licences need." "best practices: the example of the error";
        "too_many_domains"       I "An order has no more domains than its bundle or its licences need." "best practices: the count must equal the plan; no example has too many";
        "domain_not_available"   S "A domain that is to be bought can be: it is not taken, premium or invalid." "domain search guide, importing guide, May";
        "domain_already_in_active_order" E but "the order may correct that one: it can be of the same customer" "A domain is on no other order." "ordering guide, May: the error's name";
        "microsoft_split_unsatisfied" S but "the number follows from licences" "As many of the domains as Microsoft needs can be used for it." "ordering guide, 29 June: domains for Google alone do not count for Microsoft";
    }
    Plans {
        "google_split_unsatisfied" I "As many of the domains as Google needs can be used for it." "the rule for Microsoft, the other way round";
        "too_few_usable_domains" I "As many of the domains as are needed can be used for one of the two providers." "listing domains, May: `usable_for`; that others fill no place is not said";
        "required_domains_contradictory" S "Required numbers of domains are not negative, and their total is not less than those for Google and Microsoft together." "arithmetic";
        "mixed_currencies"       S "Prices that are compared are in one currency." "arithmetic";
    }
}

/// Codes of warnings: what is allowed, and perhaps not meant. They stand in results and refuse nothing.
pub const WARNINGS: &[&str] = &[
    "private_suffix",
    "mixed_script",
    "availability_unknown",
    "unknown_sequencer",
    "required_domains_unclear",
    "microsoft_capacity_unconfirmed",
];

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

    #[test]
    fn a_warning_is_no_rule_and_is_explained() {
        for code in WARNINGS {
            assert!(rule(code).is_none() && entry(code).is_some(), "{code}");
        }
    }

    #[test]
    fn every_text_can_stand_in_a_table() {
        for Rule { code, inferred_where, rule, source, .. } in RULES {
            assert!(rule.ends_with('.') && !source.is_empty() && !source.ends_with('.'), "{code}");
            assert!(![*inferred_where, *rule, *source].concat().contains(['|', '\n']), "{code}");
        }
    }
}
