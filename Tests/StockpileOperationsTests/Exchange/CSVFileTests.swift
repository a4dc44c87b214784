import Foundation
import StockpileModel
import Testing

@testable import StockpileOperations

@Suite("CSV file")
struct CSVFileTests {
    @Test func `rows carry their true line after quoted line breaks, blank lines and CRLF`() {
        let (rows, problems) = read("code,name\r\na,\"one\r\ntwo\"\r\n\r\nb,three\r\n,\r\nc,\"four \"\"4\"\"\"")
        #expect(problems.isEmpty)
        #expect(rows.map(\.line) == [2, 5, 7])
        #expect(rows.map { $0.text("name") } == ["one two", "three", "four \"4\""])
    }

    @Test func `columns may stand in any order`() {
        let (rows, problems) = read("name,code\nx,a\n")
        #expect(problems.isEmpty)
        #expect(rows.first?.code("code") == "a")
    }

    @Test func `an empty last cell is a cell`() {
        #expect(read("code,name\na,").problems.isEmpty)
    }

    @Test func `missing, unknown and doubled columns are told together`() {
        let problems = read("code,colour,code\na,b,c\n").problems
        #expect(problems.map(\.code) == [.columnMissing, .columnUnknown, .duplicate])
        #expect(problems.map(\.column) == [nil, 2, 3])
    }

    @Test func `empty columns after the last one are none`() {
        let (rows, problems) = read("code,name,,\na,b,,\nc,d\n")
        #expect(problems.isEmpty)
        #expect(rows.count == 2)
    }

    @Test func `a row with too few or too many cells is one problem, empty cells at the end are none`() {
        let (rows, problems) = read("code,name\na\nb,c,d\ne,f,,\n")
        #expect(rows.count == 3)
        #expect(problems.map(\.code) == [.cellsWrongCount, .cellsWrongCount])
        #expect(problems.map(\.line) == [2, 3])
    }

    @Test(arguments: ["UTF-8", "GBK", "GB18030", "UTF-16"])
    func `Chinese is read in every usual encoding`(encoding: String) throws {
        let data = try DistrictFolderFixture.encoded("code,name\na,万盛应急物资储备库\n", as: encoding)
        let (rows, problems) = read(data)
        #expect(problems.isEmpty)
        #expect(rows.first?.text("name") == "万盛应急物资储备库")
    }

    @Test func `a byte order mark belongs to no column`() {
        let (rows, problems) = read("\u{FEFF}code,name\na,b\n")
        #expect(problems.isEmpty)
        #expect(rows.first?.code("code") == "a")
    }

    @Test func `one wrong byte in Chinese UTF-8 is damage and not another encoding`() throws {
        var data = Data("code,name\na,应急\nb,储备物资\n".utf8)
        data[data.count - 3] = 0x41
        let problems = read(data).problems
        #expect(problems.map(\.code) == [.fileUnreadable])
        #expect(problems.first?.line == 3)
        #expect(problems.first?.detail["reason"] == "bytes")
    }

    @Test func `bytes of no encoding are told with their line`() {
        let problems = read(Data("code,name\na,b\nc,".utf8 + [0xFF, 0x0A])).problems
        #expect(problems.map(\.code) == [.fileUnreadable])
        #expect(problems.first?.line == 3)
    }

    @Test func `a quote that is never closed is told with the line it begins on`() {
        let problems = read("code,name\na,b\nc,\"d\ne,f\ng,h\n").problems
        #expect(problems.map(\.code) == [.fileUnreadable])
        #expect(problems.first?.line == 3)
        #expect(problems.first?.detail["reason"] == "quote")
    }

    @Test func `text after a closing quote is told with its line`() {
        let problems = read("code,name\na,\"b\"c\n").problems
        #expect(problems.first?.line == 2)
        #expect(problems.first?.detail["reason"] == "quote")
        #expect(read("code,name\na,b\nc,\"d\ne\"\nf,g\"h\n").problems.first?.line == 5)
    }

    @Test func `NUL is damage`() {
        let problems = read(Data("code,name\na,b".utf8 + [0x00, 0x0A])).problems
        #expect(problems.map(\.line) == [2])
        #expect(problems.first?.detail["reason"] == "nul")
    }

    @Test func `a file that is not there is one problem`() {
        let problems = ProblemList()
        let file = CSVFile(name: "a.csv", data: nil, columns: ["code"], problems: problems)
        #expect(!file.isComplete)
        #expect(found(in: problems).map(\.code) == [.fileMissing])
    }

    @Test func `no more than 1,000 problems are listed, with the number of those left out`() {
        let problems = read("code,name\n" + String(repeating: "a b,x\n", count: 12_000)) { _ = $0.code("code") }.problems
        #expect(problems.count == 1_001)
        #expect(problems.last?.detail["left_out"] == "11000")
    }

    private func read(_ text: String, _ each: (CSVRow) -> Void = { _ in }) -> (rows: [CSVRow], problems: [FieldProblem]) {
        read(Data(text.utf8), each)
    }

    private func read(_ data: Data, _ each: (CSVRow) -> Void = { _ in }) -> (rows: [CSVRow], problems: [FieldProblem]) {
        let problems = ProblemList()
        let rows = CSVFile(name: "a.csv", data: data, columns: ["code", "name"], problems: problems).readRows()
        rows.forEach(each)
        return (rows, found(in: problems))
    }

    private func found(in problems: ProblemList) -> [FieldProblem] {
        do {
            try problems.throwIfAny()
        } catch StockpileError.invalid(let found) {
            return found
        } catch {
            Issue.record("another error: \(error)")
        }
        return []
    }
}
