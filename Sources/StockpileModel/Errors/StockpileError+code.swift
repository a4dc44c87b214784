extension StockpileError {
    /// The error a refusal is: who may not act is told apart from what a rule forbids.
    package init(_ refusal: Refusal) {
        self =
            switch refusal.code {
            case .notPermitted, .personUnknown: .notPermitted(refusal)
            default: .refused(refusal)
            }
    }

    /// What programs know the error by.
    package var code: String {
        switch self {
        case .invalid: "SP600"
        case .notFound: RefusalCode.unknown.rawValue
        case .refused(let refusal), .notPermitted(let refusal): refusal.code.rawValue
        case .unavailable: "SP203"
        case .wrongSchema: "SP612"
        case .unexpected: "SP700"
        }
    }

    /// What a command that ends with this error answers to the shell.
    package var exitCode: Int32 {
        switch self {
        case .refused(let refusal): refusal.code == .unknown ? 66 : 1
        case .invalid: 65
        case .notFound: 66
        case .unexpected: 70
        case .unavailable: 75
        case .notPermitted: 77
        case .wrongSchema: 78
        }
    }
}
