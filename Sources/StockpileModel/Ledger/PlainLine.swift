/// So much of one lot from where it lies: the whole of what most documents say of goods, and what `post_plain_line` posts.
package struct PlainLine: Sendable, Equatable {
    package let lot: LotID
    package let quantity: Quantity
    package let owner: OwnerID
    /// Where they lie when they lie in a bin.
    package let fromBin: Int64?
    /// Where goods go that are moved to another place.
    package let toPlace: PlaceID?
}

extension PostingDraft {
    /// True when the header says nothing that `post_plain_line` does not take. Compared as a whole, so that a field nobody thought of here
    /// makes a document one of the others and is not lost.
    package var hasPlainHeader: Bool {
        var plain = PostingDraft(kind: kind, purpose: purpose, place: place, person: person, lines: lines)
        plain.reference = reference
        plain.remarks = remarks
        plain.grounds.reason = grounds.reason
        plain.grounds.occasion = grounds.occasion
        // Not posted either way.
        plain.catalogueVersion = catalogueVersion
        plain.careOverdue = careOverdue
        return self == plain
    }

    /// The only line, when neither it nor the header says anything that `post_plain_line` does not take.
    package var plainLine: PlainLine? {
        guard lines.count == 1, hasPlainHeader else { return nil }
        let line = lines[0]
        guard let lot = line.lot, let quantity = line.quantity else { return nil }
        var plain = PostingLine(lot: lot, quantity: quantity, owner: line.owner)
        plain.fromBin = line.fromBin
        plain.toPlace = line.toPlace
        // What is so anyway, said.
        if line.fromPlace == place { plain.fromPlace = place }
        if line.toOwner == line.owner { plain.toOwner = line.owner }
        if line.fromCondition == "good" { plain.fromCondition = "good" }
        if line.fromAvailability == "free" { plain.fromAvailability = "free" }
        guard line == plain else { return nil }
        return PlainLine(lot: lot, quantity: quantity, owner: line.owner, fromBin: line.fromBin, toPlace: line.toPlace)
    }
}
