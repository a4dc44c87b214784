import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("What only follows from a mistake in a folder is not told again", .ownDatabase)
struct ImportFollowingTests {
    let store = OwnDatabase.store

    @Test func `an item with an unknown category is told once, its lots and lines are not`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.setCell("items.csv", line: 2, column: 6, to: "fodo")
        #expect(await told(folder) == ["items.csv:2 categories"])
        await store.close()
    }

    @Test func `an item whose code cannot be read is told once`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.setCell("items.csv", line: 2, column: 1, to: "")
        #expect(await told(folder) == ["items.csv:2 code"])
        await store.close()
    }

    @Test func `a file that ends in the middle of a line is one problem, not one for each code it lost`() async throws {
        let folder = try DistrictFolderFixture()
        let text = try folder.text(of: "items.csv")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        try folder.write(lines[..<20].joined(separator: "\n") + "\n" + lines[20].prefix(12), to: "items.csv")
        #expect(await told(folder).count == 1)
        await store.close()
    }

    @Test func `a place of no known kind is told once, not with each promise and scenario that names it`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.setCell("places.csv", line: 3, column: 4, to: "town")
        #expect(await told(folder) == ["places.csv:3 kind"])
        await store.close()
    }

    @Test func `a file with nothing but its header says that it has no lines`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.write(try folder.text(of: "district.csv").split(separator: "\n")[0] + "\n", to: "district.csv")
        #expect(await told(folder) == ["district.csv:0 "])
        await store.close()
    }

    private func told(_ folder: DistrictFolderFixture) async -> [String] {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        } catch StockpileError.invalid(let problems) {
            return problems.map { "\($0.file ?? ""):\($0.line ?? 0) \($0.field ?? "")" }
        } catch {
            Issue.record("another error: \(error)")
        }
        return []
    }
}
