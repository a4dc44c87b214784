import Postgres
import Testing

@Suite("SQL text")
struct SQLTests {
    @Test func `an interpolated value becomes a numbered parameter`() {
        let sql: SQL = "SELECT \(7) + \(Int64(8)) WHERE \("x") = \(true)"
        #expect(sql.text == "SELECT $1 + $2 WHERE $3 = $4")
        #expect(sql.parameters.map(\.text) == ["7", "8", "x", "t"])
        #expect(sql.parameters.map(\.type) == [20, 20, 0, 16])
    }

    @Test func `adding two statements numbers the second anew`() {
        let first: SQL = "a = \(1) AND b = \(2)"
        let second: SQL = " AND c = \(3) AND d = \(4)"
        let sum = first + second + " AND e"
        #expect(sum.text == "a = $1 AND b = $2 AND c = $3 AND d = $4 AND e")
        #expect(sum.parameters.map(\.text) == ["1", "2", "3", "4"])
    }

    @Test func `a fragment spliced in the middle keeps every value at its place`() {
        let filter: SQL = "b = \(20) OR c = \(30)"
        let sql: SQL = "a = \(10) AND (\(filter)) AND d = \(40) AND (\(filter))"
        #expect(sql.text == "a = $1 AND (b = $2 OR c = $3) AND d = $4 AND (b = $5 OR c = $6)")
        #expect(sql.parameters.map(\.text) == ["10", "20", "30", "40", "20", "30"])
    }

    @Test func `numbers of two digits are spliced whole`() {
        var list: SQL = "0"
        for number in 1...12 { list += ", \(number)" }
        let sql: SQL = "ä \(0) \(list)!"
        #expect(sql.text == "ä $1 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13!")
        #expect(sql.parameters.map(\.text) == (0...12).map { Optional("\($0)") })
    }

    @Test func `a dollar sign in the text is not taken for a parameter`() {
        let fragment: SQL = "'$1' = \("v")"
        let sql: SQL = "\(1) \(fragment)"
        #expect(sql.text == "$1 '$1' = $2")
    }

    @Test func `no value appears in a description`() {
        let sql: SQL = "SELECT \("geheim")"
        #expect(!"\(sql)".contains("geheim"))
        #expect(!String(reflecting: sql).contains("geheim"))
    }
}
