import Testing

/// `swift run peeker-flow`, as it is run by a reader.
@Suite(.timeLimit(.minutes(2))) struct FlowProgramTests {
    @Test func itImportsDomainsAndOrdersOnThem() throws {
        let (sandbox, baseURL) = try Program.sandbox()
        let (text, status) = try Program.flow([baseURL], key: "pk_test_reader").ended()
        #expect(status == 0, "\(text)")
        #expect(text.contains("acme-mail.com, team-acme.com: set the nameservers to "), "\(text)")
        #expect(text.contains("is completed: 2 of 2"), "\(text)")
        #expect(text.contains("is in_progress: "), "\(text)")
        #expect(text.hasSuffix("is completed\n"), "\(text)")
        // The domains are taken now, and preflight says by what.
        let (again, refused) = try Program.flow([baseURL], key: "pk_test_reader").ended()
        #expect(refused == 1 && again.contains("domains[0]: `acme-mail.com` is on `ord_"), "\(again)")
        withExtendedLifetime(sandbox) {}
    }

    @Test func itTakesNoLiveKeyAndSaysWhatIsWrong() throws {
        for (key, arguments, code, expected) in [
            ("pk_live_reader", ["https://127.0.0.1:9"], 1, "wrong_environment"),
            (nil, [], 1, "PEEKER_API_KEY"),
            ("pk_test_reader", ["a", "b"], 2, "usage: peeker-flow"),
        ] as [(String?, [String], Int32, String)] {
            let (text, status) = try Program.flow(arguments, key: key).ended()
            #expect(status == code && text.contains(expected), "\(text)")
            #expect(!text.contains("pk_live_reader"))
        }
    }
}
