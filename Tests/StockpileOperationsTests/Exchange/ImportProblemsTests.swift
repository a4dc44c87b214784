import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Mistakes in a district's folder", .ownDatabase)
struct ImportProblemsTests {
    let store = OwnDatabase.store

    @Test func `ten mistakes of ten kinds in five files are all listed and nothing is loaded`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.setCell("items.csv", line: 2, column: 7, to: "3x")
        try folder.changeLine("items.csv", 2) { $0.replacing(",no,", with: ",maybe,") }
        let town = try folder.line("places.csv", beginning: "WS11,")
        try folder.setCell("places.csv", line: town, column: 10, to: "-5")
        let site = try folder.line("places.csv", beginning: "WS31,")
        try folder.setCell("places.csv", line: site, column: 5, to: "")
        try folder.setCell("opening_stock.csv", line: 2, column: 12, to: "2025-13-12")
        try folder.setCell("opening_stock.csv", line: 3, column: 4, to: "bag-wooven")
        try folder.setCell("opening_stock.csv", line: 5, column: 5, to: try lotNumber(folder, line: 4))
        try folder.changeLine("people.csv", 3) { $0 + ",extra" }
        try folder.setCell("people.csv", line: 4, column: 1, to: "comm ander")
        try folder.changeLine("scenarios.csv", 2) { $0.replacing("WS13;", with: "WS01;") }

        let problems = await problems(folder)
        #expect(
            problems.map(Mistake.init) == [
                Mistake("items.csv", 2, 7, .notANumber), Mistake("items.csv", 2, 12, .notAChoice),
                Mistake("opening_stock.csv", 2, 12, .notADate), Mistake("opening_stock.csv", 3, 4, .unknownCode),
                Mistake("opening_stock.csv", 5, 5, .duplicate), Mistake("people.csv", 3, 7, .cellsWrongCount),
                Mistake("people.csv", 4, 1, .notACode), Mistake("places.csv", town, 10, .outOfRange),
                Mistake("places.csv", site, 5, .required), Mistake("scenarios.csv", 2, 6, .contradiction),
            ])
        #expect(Set(problems.map(\.code)).count == 10)
        #expect(try await LoadedContent.count(of: "district", in: store) == 0)
        #expect(try await LoadedContent.count(of: "person", in: store) == 0)
        #expect(try await LoadedContent.count(of: "item", in: store) == 0)
        await store.close()
    }

    @Test func `a damaged file is told once and what depends on it is not`() async throws {
        let folder = try DistrictFolderFixture()
        let broken = try folder.text(of: "items.csv").replacing("bag-jute,", with: "bag-jute,\"")
        try folder.write(broken, to: "items.csv")
        let problems = await problems(folder)
        #expect(problems.map(\.code) == [.fileUnreadable])
        #expect(problems.first?.file == "items.csv")
        #expect(problems.first?.line == 3)
        await store.close()
    }

    @Test func `a missing file, a missing column and a NUL are told together`() async throws {
        let folder = try DistrictFolderFixture()
        try FileManager.default.removeItem(at: folder.url.appending(path: "packs.csv"))
        try folder.changeLine("capacity.csv", 1) { $0.replacing("quantity_max", with: "maximum") }
        try folder.changeLine("owners.csv", 3) { $0 + "\0" }
        let problems = await problems(folder)
        #expect(
            problems.map(Mistake.init) == [
                Mistake("capacity.csv", 1, nil, .columnMissing), Mistake("capacity.csv", 1, 6, .columnUnknown),
                Mistake("owners.csv", 3, nil, .fileUnreadable), Mistake("packs.csv", nil, nil, .fileMissing),
            ])
        await store.close()
    }

    @Test func `a folder that is not there is told`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "no-such-\(UUID().uuidString)")
        #expect(await problems(folder).map(\.code) == [.fileMissing])
        await store.close()
    }

    /// file, cell to spoil (line, column, value), and where the contradiction is told.
    @Test(arguments: [
        ("opening_stock.csv", 2, 6, "shelter", "category", ProblemCode.contradiction),
        ("opening_stock.csv", 2, 8, "G9", "legacy_group", .unknownCode),
        ("opening_stock.csv", 2, 13, "2026-06-02", "received_on", .contradiction),
        ("opening_stock.csv", 2, 12, "2026-05-01", "manufactured_on", .contradiction),
        ("opening_stock.csv", 2, 14, "2026-03-31", "expires_on", .contradiction),
        ("opening_stock.csv", 2, 15, "2027-04-01", "warn_on", .contradiction),
        ("opening_stock.csv", 2, 1, "2999-01-01", "as_of", .outOfRange),
        ("items.csv", 2, 4, "2010100", "classification_code", .unknownCode),
        ("classification.csv", 5, 1, "1050101", "code", .unknownCode),
        ("items.csv", 2, 8, "", "shelf_life_from", .required),
        ("places.csv", 2, 6, "", "longitude", .required),
        ("places.csv", 3, 5, "mill", "company", .contradiction),
        ("routes.csv", 2, 2, "D1", "to_place", .contradiction),
        ("routes.csv", 3, 2, "T1", "to_place", .duplicate),
        ("packs.csv", 2, 2, "千克", "name", .contradiction),
        ("people.csv", 2, 4, "king", "roles", .notAChoice),
        ("agreements.csv", 2, 5, "2025-12-31", "valid_to", .contradiction),
        ("minimum_stock.csv", 2, 3, "D1", "place", .contradiction),
        ("standard_lines.csv", 2, 7, "0", "coefficient", .outOfRange),
        ("standard_lines.csv", 2, 6, "teams", "code", .contradiction),
        ("district.csv", 2, 5, "GMT+8", "time_zone", .notAChoice),
        ("district.csv", 2, 1, "053010", "division_code", .notACode),
    ])
    func `files are checked against each other`(
        file: String, line: Int, column: Int, value: String, field: String, code: ProblemCode
    ) async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.setCell(file, line: line, column: column, to: value)
        let problems = await problems(folder)
        #expect(problems.map(\.field) == [field])
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.column != nil)
        await store.close()
    }

    private struct Mistake: Equatable {
        let file: String?
        let line: Int?
        let column: Int?
        let code: ProblemCode

        init(_ file: String?, _ line: Int?, _ column: Int?, _ code: ProblemCode) {
            self.file = file
            self.line = line
            self.column = column
            self.code = code
        }

        init(_ problem: FieldProblem) { self.init(problem.file, problem.line, problem.column, problem.code) }
    }

    private func lotNumber(_ folder: DistrictFolderFixture, line: Int) throws -> String {
        let lines = try folder.text(of: "opening_stock.csv").split(separator: "\n")
        return String(lines[line - 1].split(separator: ",", omittingEmptySubsequences: false)[4])
    }

    private func problems(_ folder: DistrictFolderFixture) async -> [FieldProblem] { await problems(folder.url) }

    private func problems(_ folder: URL) async -> [FieldProblem] {
        do {
            _ = try await Operations.importDistrict(folder: folder, store: store, login: "boss")
        } catch StockpileError.invalid(let problems) {
            return problems
        } catch {
            Issue.record("another error: \(error)")
        }
        return []
    }
}
