import Foundation

@testable import PeekerPartner

/// The typed method of every operation, called with the operation's input as JSON. To add an endpoint, add its line.
enum Methods {
    typealias Call = @Sendable (Peeker, Arguments, CallOptions, Validate.Known?) async throws -> any Sendable

    static let all: [String: Call] = [
        "me": { peeker, _, options, _ in try await peeker.me(options: options) },

        "bundles.create": { peeker, input, options, _ in
            try await peeker.bundles.create(
                name: input.text("name"), monthlySendingVolume: input.number("monthly_sending_volume"),
                googlePercent: input.optionalNumber("google_percent"),
                microsoftPercent: input.optionalNumber("microsoft_percent"),
                sendOnWeekends: input.flag("send_on_weekends"),
                googleInboxesPerDomain: input.optionalNumber("google_inboxes_per_domain"),
                options: input.all(options))
        },
        "bundles.retrieve": { peeker, input, options, _ in
            try await peeker.bundles.retrieve(input.text("id"), options: input.all(options))
        },
        "bundles.list": { peeker, input, options, _ in
            try await peeker.bundles.list(
                status: input.word("status"), perPage: input.optionalNumber("per_page"),
                pageToken: input.optionalText("page_token"), options: input.all(options)
            ).pages.first()
        },
        "bundles.update": { peeker, input, options, _ in
            try await peeker.bundles.update(
                input.text("id"), name: input.optionalText("name"),
                monthlySendingVolume: input.optionalNumber("monthly_sending_volume"),
                googlePercent: input.patch("google_percent"), microsoftPercent: input.patch("microsoft_percent"),
                sendOnWeekends: input.flag("send_on_weekends"),
                googleInboxesPerDomain: input.optionalNumber("google_inboxes_per_domain"),
                options: input.all(options))
        },
        "bundles.delete": { peeker, input, options, _ in
            try await peeker.bundles.delete(input.text("id"), options: input.all(options))
        },

        "users.create": { peeker, input, options, _ in
            try await peeker.users.create(
                email: input.text("email"), sequencer: input.part("sequencer"),
                firstName: input.optionalText("first_name"), lastName: input.optionalText("last_name"),
                options: input.all(options))
        },
        "users.retrieve": { peeker, input, options, _ in
            try await peeker.users.retrieve(input.text("id"), options: input.all(options))
        },
        "users.list": { peeker, input, options, _ in
            try await peeker.users.list(
                email: input.optionalText("email"), status: input.word("status"),
                perPage: input.optionalNumber("per_page"), pageToken: input.optionalText("page_token"),
                options: input.all(options)
            ).pages.first()
        },
        "users.update": { peeker, input, options, _ in
            try await peeker.users.update(
                input.text("id"), email: input.optionalText("email"), firstName: input.optionalText("first_name"),
                lastName: input.optionalText("last_name"), sequencer: input.optionalPart("sequencer"),
                options: input.all(options))
        },
        "users.delete": { peeker, input, options, _ in
            try await peeker.users.delete(input.text("id"), options: input.all(options))
        },

        "domains.list": { peeker, input, options, _ in
            try await peeker.domains.list(
                category: input.word("category"), userID: input.optionalText("user_id"),
                userEmail: input.optionalText("user_email"), usableFor: input.word("usable_for"),
                status: input.word("status"), perPage: input.optionalNumber("per_page"),
                pageToken: input.optionalText("page_token"), options: input.all(options)
            ).pages.first()
        },
        "domains.check_availability": { peeker, input, options, _ in
            try await peeker.domains.checkAvailability(input.texts("domains"), options: input.all(options)).results()
        },

        "imports.create": { peeker, input, options, _ in
            try await peeker.imports.create(input.texts("domains"), options: input.all(options))
        },
        "imports.retrieve": { peeker, input, options, _ in
            try await peeker.imports.retrieve(input.text("id"), options: input.all(options))
        },
        "imports.lookup": { peeker, input, options, _ in
            try await peeker.imports.lookup(input.texts("domains"), options: input.all(options))
        },
        "imports.create_job": { peeker, input, options, _ in
            try await peeker.imports.createJob(input.texts("domains"), options: input.all(options))
        },
        "imports.retrieve_job": { peeker, input, options, _ in
            try await peeker.imports.retrieveJob(input.text("id"), options: input.all(options))
        },

        "forwarding.set": { peeker, input, options, _ in
            try await peeker.forwarding.set(
                input.texts("domains"), to: input.text("forwarding_url"), options: input.all(options)
            ).results()
        },
        "forwarding.retrieve": { peeker, input, options, _ in
            try await peeker.forwarding.retrieve(input.text("id"), options: input.all(options))
        },

        "orders.create": { peeker, input, options, known in
            try await peeker.orders.create(input.whole(), known: known, options: options)
        },
        "orders.retrieve": { peeker, input, options, _ in
            try await peeker.orders.retrieve(input.text("id"), options: input.all(options))
        },
        "orders.list": { peeker, input, options, _ in
            try await peeker.orders.list(
                userID: input.optionalText("user_id"), userEmail: input.optionalText("user_email"),
                bundleID: input.optionalText("bundle_id"), status: input.word("status"),
                perPage: input.optionalNumber("per_page"), pageToken: input.optionalText("page_token"),
                options: input.all(options)
            ).pages.first()
        },
        "orders.cancel": { peeker, input, options, _ in
            try await peeker.orders.cancel(
                input.text("id"), domains: input.optionalTexts("domains"), options: input.all(options))
        },
        "orders.pending_actions": { peeker, input, options, _ in
            try await peeker.orders.pendingActions(
                orderID: input.optionalText("order_id"), user: input.optionalText("user"),
                domainID: input.optionalText("domain_id"), status: input.word("status"),
                perPage: input.optionalNumber("per_page"), pageToken: input.optionalText("page_token"),
                options: input.all(options)
            ).pages.first()
        },

        "swaps.create": { peeker, input, options, _ in
            try await peeker.swaps.create(
                domainID: input.text("domain_id"), replacement: input.text("replacement_domain"),
                type: SwapType(rawValue: input.text("type")), options: input.all(options))
        },
        "swaps.retrieve": { peeker, input, options, _ in
            try await peeker.swaps.retrieve(input.text("id"), options: input.all(options))
        },
        "swaps.list": { peeker, input, options, _ in
            try await peeker.swaps.list(
                userID: input.optionalText("user_id"), orderID: input.optionalText("order_id"),
                domainID: input.optionalText("domain_id"), status: input.word("status"),
                perPage: input.optionalNumber("per_page"), pageToken: input.optionalText("page_token"),
                options: input.all(options)
            ).pages.first()
        },
        "swaps.rename_users": { peeker, input, options, _ in
            try await peeker.swaps.renameUsers(
                domainID: input.text("domain_id"), personas: input.part("personas"), options: input.all(options))
        },

        "request": { peeker, input, options, _ in
            try await peeker.request(
                input.method(), input.text("path"), query: input.json("query")?.fields ?? [:],
                body: input.json("body"), isIdempotent: input.flag("idempotent") ?? false, options: input.all(options)
            )
        },
    ]

    /// Calls an operation's method, where its input can be said with the method's types.
    static func call(
        _ operation: String, of peeker: Peeker, _ input: JSONValue, _ options: JSONValue? = nil
    ) async throws -> any Sendable {
        guard let method = all[operation] else { throw CocoaError(.featureUnsupported) }
        let (options, known) = try CallOptions.of(options)
        return try await method(peeker, Arguments(input), options, known)
    }
}

extension Arguments {
    /// The options, if nothing of the input was left out.
    fileprivate func all(_ options: CallOptions) throws -> CallOptions {
        try end()
        return options
    }

    fileprivate func method() throws -> HTTPMethod {
        guard let method = HTTPMethod(rawValue: try text("method")) else { throw Untyped() }
        return method
    }
}
