package import ArgumentParser
internal import StockpileModel

/// Who goods that leave are given to.
package struct ReceiverOptions: ParsableArguments {
    @Option(name: .long, help: "受领单位；应回收的物资随之开回收待办。Who receives; what is returnable is followed until it is back.")
    package var receiver: String?
    @Option(name: .long, help: "受领联系人。The receiver's contact.")
    package var contact: String?
    @Option(name: .long, help: "受领联系电话。The receiver's telephone.")
    package var telephone: String?

    package init() {}

    func fill(_ request: inout PostingRequest) {
        let name = Input.text(receiver, field: "--receiver", into: &request.problems)
        let (contact, telephone) = (
            Input.text(contact, field: "--contact", into: &request.problems),
            Input.text(telephone, field: "--telephone", into: &request.problems)
        )
        guard let name else {
            if contact != nil || telephone != nil { request.problems.append(FieldProblem(field: "--receiver", .required)) }
            return
        }
        // A loan's receiver is its borrower.
        if request.purpose == "loan" {
            request.problems.append(FieldProblem(field: "--receiver", .notAllowed, ["value": name, "expected": "--borrower"]))
        }
        request.receiver = GoodsReceiver(name: name, contact: contact, telephone: telephone)
    }
}
