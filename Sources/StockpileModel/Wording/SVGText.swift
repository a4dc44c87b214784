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
}
