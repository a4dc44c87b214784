import Foundation
import StockpileModel
import StockpileOperations
import Testing

@Suite("Line file of a document")
struct PostingLineFileTests {
    @Test func `item and quantity are enough`() throws {
        let (lines, problems) = PostingLineFile.read(data: Data("item,quantity\nquilt,１，２００\n".utf8), name: "l.csv", kind: .issue)
        #expect(lines.count == 1 && problems.isEmpty)
        #expect(lines.first?.item == "quilt")
        #expect(lines.first?.quantity == 1_200)
        #expect(lines.first?.origin == InputOrigin(file: "l.csv", line: 2))
    }

    @Test func `a receipt has lot, money and dates, with yuan as well as fen`() throws {
        let text = """
            item,quantity,pack,lot,unit_cost_yuan,manufactured_on,expires_on,condition,origin
            quilt,3,箱,L-1,12.50,2026年1月2日,2029/1/2,Good,示例厂
            """
        let line = try #require(PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: .receipt).lines.first)
        #expect(line.pack == "箱")
        #expect(line.lot == "L-1")
        #expect(line.unitCostFen == 1_250)
        #expect(line.manufacturedOn?.rawValue == "2026-01-02")
        #expect(line.expiresOn?.rawValue == "2029-01-02")
        #expect(line.condition == "good")
        #expect(line.producer == "示例厂")
    }

    @Test func `all problems come at once with line, column and field`() {
        let text = "item,quantity,unit_cost_fen,unit_cost_yuan,warn_on\n,5,,,\nquilt,0,1,1,x\n"
        let problems = problems(of: text, kind: .receipt)
        #expect(problems.map(\.line) == [2, 3, 3, 3])
        #expect(problems.map(\.column) == [1, 2, 4, 5])
        #expect(problems.map(\.code) == [.required, .outOfRange, .contradiction, .notADate])
        #expect(problems.map(\.field) == ["item", "quantity", "unit_cost_yuan", "warn_on"])
    }

    @Test func `what means nothing for the kind of document must be empty`() {
        #expect(problems(of: "item,quantity,unit_cost_fen\nquilt,1,5\n", kind: .issue).map(\.code) == [.notAllowed])
        #expect(problems(of: "item,quantity,unit_cost_fen\nquilt,1,\n", kind: .issue).isEmpty)
        #expect(problems(of: "item,quantity,to_place\nquilt,1,WS11\n", kind: .transfer).isEmpty)
    }

    @Test func `bins and serial numbers are read, separated by spaces, commas or semicolons; an order has none`() throws {
        let text = "item,quantity,bin,to_bin,serials\npump,3,A-01,B-02,Ｓ1 S2;S3\n"
        let (lines, problems) = PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: .transfer)
        #expect(problems.isEmpty)
        #expect(lines.first?.bin == "A-01" && lines.first?.toBin == "B-02")
        #expect(lines.first?.serials == ["S1", "S2", "S3"])
        #expect(self.problems(of: text, kind: .issue).map(\.field) == ["to_bin"])
        #expect(self.problems(of: text, kind: .order).map(\.field) == ["bin", "to_bin", "serials"])
        let long = "item,quantity,serials\npump,1,\(String(repeating: "S", count: 61))\n"
        #expect(self.problems(of: long, kind: .receipt).map(\.code) == [.outOfRange])
        #expect(self.problems(of: "item,quantity,shelf\npump,1,A\n", kind: .receipt).map(\.code) == [.columnUnknown])
    }

    @Test func `a file without lines is a problem`() {
        #expect(problems(of: "item,quantity\n", kind: .receipt).map(\.code) == [.required])
        #expect(problems(of: "", kind: .receipt).map(\.code) == [.columnMissing, .columnMissing])
    }

    private func problems(of text: String, kind: PostingLineFile.Kind) -> [FieldProblem] {
        PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: kind).problems.sorted {
            ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0)
        }
    }
}
