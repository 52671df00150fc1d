import Testing
@testable import PeekerPartner
@Test func smoke() throws { _ = try Peeker(apiKey: "pk_test_x") }
