import StockpileModel
import Testing

@Suite("The same words in SQL and Swift")
struct SameWordsTests {
    /// The words a named constraint allows.
    private func allowed(by constraint: String) throws -> Set<String> {
        let whole = try Checkout.files(in: "sql/migrations", ".sql").map(\.text).joined(separator: "\n")
        let start = try #require(whole.firstRange(of: "CONSTRAINT \(constraint)"), "\(constraint)").upperBound
        let list = try #require(whole[start...].firstMatch(of: /\bIN\s*\(([^)]*)\)/), "\(constraint)").output.1
        return Set(list.matches(of: /'([^']*)'/).map { String($0.output.1) })
    }

    private func seeded(_ table: String, in file: String) throws -> String {
        let text = try Checkout.text("sql/seeds/\(file).sql")
        let start = try #require(text.firstRange(of: "INSERT INTO stockpile.\(table) ")).upperBound
        return String(text[start...].prefix { $0 != ";" })
    }

    @Test func `every code SQL refuses with is known in Swift`() throws {
        let known = Set(RefusalCode.allCases.map(\.rawValue))
        for file in try Checkout.files(in: "sql", ".sql") {
            for match in file.text.matches(of: /\bSP[0-9]{3}\b/) {
                #expect(known.contains(String(match.output)), "\(file.path): \(match.output)")
            }
        }
    }

    @Test func `every code is raised somewhere`() throws {
        let quoted = Set(try Checkout.files(in: "sql/functions", ".sql").flatMap { $0.text.split(separator: "'") })
        let sources = try ["StockpileModel", "StockpileStore", "StockpileOperations"].flatMap { try Checkout.files(in: "Sources/\($0)") }
            .filter { !$0.path.contains("/Wording/") && !$0.path.contains("/Errors/") }
        let named = Set(sources.flatMap { $0.text.split(separator: ".").dropFirst().map { $0.prefix(while: \.isLetter) } })
        for code in RefusalCode.allCases {
            #expect(quoted.contains(Substring(code.rawValue)) || named.contains(Substring("\(code)")), "\(code)")
        }
    }

    @Test func `every code that is written anywhere stands in the page of errors`() throws {
        let page = try Checkout.text("docs/errors.md")
        for file in try Checkout.files(in: "Sources") + Checkout.files(in: "sql", ".sql") {
            for match in file.text.matches(of: /\bSP[0-9]{3}\b/) {
                #expect(page.contains("`\(match.output)`"), "\(file.path): \(match.output)")
            }
        }
    }

    @Test func `constraints that have words of their own exist`() throws {
        let migrations = try Checkout.files(in: "sql/migrations", ".sql").map(\.text).joined(separator: "\n")
        let table = try Checkout.text("Sources/StockpileStore/StockpileError+postgres.swift")
        let names = table.matches(of: /"([a-z_]+)": \.[a-z]/).map { String($0.output.1) }
        #expect(names.count > 5)
        for name in names { #expect(migrations.contains("CONSTRAINT \(name) "), "\(name)") }
    }

    @Test func `permissions are the same`() throws {
        let seeds = Set(try seeded("permission", in: "access_permissions").matches(of: /\('([a-z_]+)'\)/).map { String($0.output.1) })
        #expect(seeds == Set(Permission.allCases.map(\.rawValue)))
        for file in try Checkout.files(in: "sql/functions", ".sql") {
            for match in file.text.matches(of: /require_permission\([a-z_]+, '([a-z_]+)'/) {
                #expect(seeds.contains(String(match.output.1)), "\(file.path)")
            }
        }
        for line in try seeded("document_purpose", in: "ledger_document_purposes").split(separator: "\n") {
            guard let match = line.firstMatch(of: /'([a-z_]+)'\),?$/) else { continue }
            #expect(seeds.contains(String(match.output.1)), "\(line)")
        }
    }

    @Test func `some role may do each thing, and every role has its word`() throws {
        let granted = try seeded("role_permission", in: "access_permissions")
        for permission in Permission.allCases { #expect(granted.contains("'\(permission.rawValue)'"), "\(permission)") }
        for match in try seeded("role", in: "access_permissions").matches(of: /\('([a-z]+)', '([^']+)', '([^']+)'\)/) {
            let (role, zh, en) = (String(match.output.1), String(match.output.2), String(match.output.3))
            guard role != "worker" else { continue }
            #expect(Terms.choice(role, .zh) == zh && Terms.choice(role, .en) == en, "\(role)")
        }
    }

    @Test func `states and kinds are the same`() throws {
        #expect(try allowed(by: "rotation_plan_state_is_known") == Set(RotationPlanState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "rotation_step_state_is_known") == Set(RotationStepState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "rotation_step_way_is_known") == Set(RotationWayKind.allCases.map(\.rawValue)))
        #expect(try allowed(by: "gap_plan_state_is_known") == Set(GapPlanState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "gap_plan_step_way_is_known") == Set(GapWay.allCases.map(\.rawValue)))
        #expect(try allowed(by: "allocation_order_state_is_known") == Set(AllocationOrderState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "write_off_state_is_known") == Set(WriteOffState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "stock_count_state_is_known") == Set(CountState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "agreement_state_is_known") == Set(AgreementState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "recall_state_is_known") == Set(RecallState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "recall_progress_outcome_is_known") == Set(RecallProgress.Outcome.allCases.map(\.rawValue)))
        // A month without a row is open.
        #expect(try allowed(by: "period_state_is_known").union(["open"]) == Set(PeriodState.allCases.map(\.rawValue)))
        #expect(try allowed(by: "place_kind_is_known") == Set(PlaceKind.allCases.map(\.rawValue)))
        #expect(try allowed(by: "standard_level_is_known") == Set(ResponseLevel.allCases.map(\.rawValue)))
    }

    @Test func `the steps of everything that has states are the same`() throws {
        let rows = try seeded("state_transition", in: "ledger_state_transitions")
            .matches(of: /\('([a-z_]+)', '([a-z_]+)', '([a-z_]+)', '[a-z_]+'\)/)
        let all = Set(rows.map { "\($0.output.1) \($0.output.2) \($0.output.3)" })
        let rotations =
            RotationPlanState.transitions.map { "rotation_plan \($0.from.rawValue) \($0.to.rawValue)" }
            + RotationStepState.transitions.map { "rotation_step \($0.from.rawValue) \($0.to.rawValue)" }
        #expect(all.filter { $0.hasPrefix("rotation") } == Set(rotations))
        let seeded = all.filter { !$0.hasPrefix("rotation") }
        // A draft of an order is in nobody's table: it is issued in the moment it is written.
        let orders = AllocationOrderState.transitions.filter { $0.from != .draft }.map {
            "allocation_order \($0.from.rawValue) \($0.to.rawValue)"
        }
        let writeOffs = WriteOffState.transitions.map { "write_off \($0.from.rawValue) \($0.to.rawValue)" }
        let counts = CountState.transitions.map { "stock_count \($0.from.rawValue) \($0.to.rawValue)" }
        let callOffs = CallOffState.transitions.map { "call_off \($0.from.rawValue) \($0.to.rawValue)" }
        let agreements = AgreementState.transitions.map { "agreement \($0.from.rawValue) \($0.to.rawValue)" }
        let recalls = RecallState.transitions.map { "recall \($0.from.rawValue) \($0.to.rawValue)" }
        let gaps = GapPlanState.transitions.map { "gap_plan \($0.from.rawValue) \($0.to.rawValue)" }
        #expect(seeded == Set(orders + writeOffs + counts + callOffs + agreements + recalls + gaps))
    }

    @Test(arguments: ["kind", "condition", "availability"])
    func `what an account can be has a word`(column: String) throws {
        let whole = try Checkout.files(in: "sql/migrations", ".sql").map(\.text).joined(separator: "\n")
        let newest = try #require(whole.ranges(of: "FUNCTION stockpile.is_account(").last).upperBound
        let list = try #require(whole[newest...].firstMatch(of: try Regex("p_\(column) IN \\(([^)]*)\\)"))?.output[1].substring)
        let words = list.matches(of: /'([^']*)'/).map { String($0.output.1) }
        #expect(words.count >= 3)
        for word in words { #expect(Terms.choice(word, .zh) != word, "\(word)") }
    }

    @Test func `kinds and purposes of documents have their words, and their letters are their own`() throws {
        var letters: [String: String] = [:]
        let rows = try seeded("document_purpose", in: "ledger_document_purposes").matches(of: /\('([a-z_]+)', '([a-z_]+)', '([A-Z]+)'/)
        #expect(rows.count > 10)
        for row in rows.map(\.output) {
            let (kind, purpose, code) = (String(row.1), String(row.2), String(row.3))
            #expect(Terms.choice(kind, .zh) != kind && Terms.choice(purpose, .zh) != purpose, "\(kind) \(purpose)")
            #expect(letters[code, default: kind] == kind, "\(code) stands for two kinds")
            letters[code] = kind
        }
    }
}
