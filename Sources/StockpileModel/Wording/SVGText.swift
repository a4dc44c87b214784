/// Words in pictures.
package enum SVGText {
    /// As text may stand in a picture: marks and control characters replaced.
    package static func escaped(_ text: String) -> String {
        text.map { character -> String in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: character.unicodeScalars.allSatisfy { $0.value >= 32 } ? String(character) : " "
            }
        }.joined()
    }

    /// The attributes that squeeze a line of text into a width it would run out of; nothing for a line that fits.
    ///
    /// Units: pixels; a Chinese character is as wide as the font is high, a Latin one a little more than half of that.
    package static func squeezed(_ text: String, fontSize: Int, into width: Int) -> String {
        let natural = text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? fontSize * 10 : fontSize * 6) } / 10
        return natural > width ? " textLength=\"\(width)\" lengthAdjust=\"spacingAndGlyphs\"" : ""
    }
}
