/// Who goods were given to, with whom to call about them.
package struct GoodsReceiver: Sendable, Hashable {
    package var name: String
    package var contact: String?
    package var telephone: String?

    package init(name: String, contact: String? = nil, telephone: String? = nil) {
        self.name = name
        self.contact = contact
        self.telephone = telephone
    }

    package var members: [JSONMember] {
        [
            JSONMember("receiver", .text(name)), JSONMember("contact", JSONValue(contact)), JSONMember("telephone", JSONValue(telephone)),
        ]
    }
}

extension PostingRequest {
    /// Goods whose receiver is named, or that are used on an occasion: what of them is returnable is followed until it comes back.
    package var isFollowed: Bool { receiver != nil || (purpose == "use" && grounds.occasion != nil) }
}
