package import ArgumentParser
internal import StockpileModel

/// Who goods that leave are given to.
package struct ReceiverOptions: ParsableArguments {
    @Option(name: .long, help: "受领单位；应回收的物资随之开回收待办。Who receives; what is returnable is followed until it is back.")
    package var receiver: String?
    @Option(name: .long, help: "受领或借用联系人。The contact of the receiver or borrower.")
    package var contact: String?
    @Option(name: .long, help: "受领或借用联系电话。The telephone of the receiver or borrower.")
    package var telephone: String?

    package init() {}

    func fill(_ request: inout PostingRequest) {
        let name = Input.text(receiver, field: "--receiver", into: &request.problems)
        let (contact, telephone) = (
            Input.text(contact, field: "--contact", into: &request.problems),
            Input.text(telephone, field: "--telephone", into: &request.problems)
        )
        guard let name = name ?? borrower(request, contact, telephone) else {
            if contact != nil || telephone != nil { request.problems.append(FieldProblem(field: "--receiver", .required)) }
            return
        }
        // A loan's receiver is its borrower.
        if request.purpose == "loan", receiver != nil {
            request.problems.append(FieldProblem(field: "--receiver", .notAllowed, ["value": name, "expected": "--borrower"]))
        }
        request.receiver = GoodsReceiver(name: name, contact: contact, telephone: telephone)
    }

    /// A borrower with whom somebody can be called.
    private func borrower(_ request: PostingRequest, _ contact: String?, _ telephone: String?) -> String? {
        request.purpose == "loan" && (contact != nil || telephone != nil) ? request.grounds.borrower : nil
    }
}
