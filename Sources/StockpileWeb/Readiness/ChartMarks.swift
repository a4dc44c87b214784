internal import StockpileModel

/// How far a need is covered, and the mark by which it is told without colour.
enum ChartGrade: String, CaseIterable {
    case covered
    /// Four fifths or more.
    case near
    case below

    init(covered: Int64, required: Int64) {
        self = covered >= required ? .covered : Int128(covered) * 100 >= Int128(required) * 80 ? .near : .below
    }

    func word(_ language: Language) -> String {
        switch self {
        case .covered: language("满足", "covered")
        case .near: language("达 80% 以上", "80 % or more")
        case .below: language("不足 80%", "below 80 %")
        }
    }

    /// Light and smooth, slanted lines, dark and crossed: told apart on a grey print as well.
    fileprivate var pattern: String {
        switch self {
        case .covered: "<rect width=\"8\" height=\"8\" fill=\"#c5e8c9\"/>"
        case .near: "<rect width=\"8\" height=\"8\" fill=\"#ffd266\"/><path d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\" stroke=\"#7a5200\"/>"
        case .below:
            """
            <rect width="8" height="8" fill="#c62828"/><path d="M0 0L8 8M0 8L8 0" stroke="#fff" stroke-width="0.8"/>
            """
        }
    }
}

/// What every chart has: its frame, its patterns and its key.
struct ChartMarks {
    /// On A4 a unit is a quarter of a millimetre, so that the smallest words are still read.
    static let width = 720

    let language: Language
    /// Keeps the patterns of several charts on a page apart.
    let name: String

    func fill(_ grade: ChartGrade) -> String { "url(#\(name)-\(grade.rawValue))" }

    /// A whole picture; needs nothing else.
    func picture(title: String, height: Int, _ body: [String]) -> String {
        let patterns = ChartGrade.allCases.map { grade in
            """
            <pattern id="\(name)-\(grade.rawValue)" width="8" height="8" patternUnits="userSpaceOnUse">\(grade.pattern)</pattern>
            """
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" role="img" \
            font-family="'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif" fill="#000">
            <title>\(SVGText.escaped(title))</title>
            <defs>\(patterns.joined())</defs>
            <rect width="100%" height="100%" fill="#fff"/>
            \(text(title, x: 8, y: 22, size: 15, isBold: true))
            \(key(y: 32))
            \(body.joined(separator: "\n"))
            </svg>

            """
    }

    private func key(y: Int) -> String {
        ChartGrade.allCases.enumerated().map { position, grade in
            let x = 200 + position * 130
            return box(x: x, y: y, width: 24, height: 12, grade) + text(grade.word(language), x: x + 30, y: y + 11, size: 11)
        }.joined()
    }

    func box(x: Int, y: Int, width: Int, height: Int, _ grade: ChartGrade) -> String {
        """
        <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" fill="\(fill(grade))" stroke="#000" stroke-width="0.6"/>
        """
    }

    func text(_ words: String, x: Int, y: Int, size: Int = 11, anchor: String = "start", isBold: Bool = false) -> String {
        let weight = isBold ? " font-weight=\"bold\"" : ""
        return "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor)\"\(weight)>\(SVGText.escaped(words))</text>"
    }

    func line(_ path: String, isThin: Bool = false) -> String {
        "<path d=\"\(path)\" fill=\"none\" stroke=\"#000\" stroke-width=\"\(isThin ? "0.4" : "1.6")\"/>"
    }

    /// Names that are too long for their room end in an ellipsis; a Chinese character is as wide as two others.
    func short(_ words: String, widthMax: Int = 26) -> String {
        var width = 0
        var kept = ""
        for character in words {
            width += character.isASCII ? 1 : 2
            guard width <= widthMax else { return kept + "…" }
            kept.append(character)
        }
        return kept
    }
}
