/// Money as people read it.
package enum YuanText {
    /// Yuan with two places and thousands apart: 1,234.50.
    ///
    /// Units: fen.
    package static func of(_ fen: Int64) -> String {
        let sign = fen < 0 ? "-" : ""
        let (whole, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        var digits = String(whole)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return "\(sign)\(digits).\(rest < 10 ? "0" : "")\(rest)"
    }
}
