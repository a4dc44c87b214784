/// In which form a reserve is kept.
package enum ReserveForm: String, Sendable, CaseIterable {
    case physical, entrusted, agreement, capacity

    /// Nil for mutual aid, which is nobody's reserve here.
    package init?(_ kind: SupplyKind) {
        switch kind {
        case .physical: self = .physical
        case .entrusted: self = .entrusted
        case .agreement: self = .agreement
        case .capacity: self = .capacity
        case .mutualAid: return nil
        }
    }
}

/// One row of the reserve catalogue: so much of an item, in this form, at this place.
///
/// Units: base units.
package struct ReserveEntry: Sendable, Hashable {
    /// What tells rows apart.
    package struct Key: Sendable, Hashable {
        package let category: String
        package let item: ItemID
        package let form: ReserveForm
        /// Nil where no place of the district is near enough.
        package let place: PlaceID?

        package init(category: String, item: ItemID, form: ReserveForm, place: PlaceID?) {
            self.category = category
            self.item = item
            self.form = form
            self.place = place
        }
    }

    package let key: Key
    package var quantity: Int64
    /// What is there now and usable; of a promise, what is promised.
    package var onHand: Int64
}

/// A place where the reserve may lie, in the order in which places are preferred.
package struct ReservePlace: Sendable {
    package let place: PlaceID
    package let code: String
    package let kind: PlaceKind
    package let population: Int64

    package init(place: PlaceID, code: String, kind: PlaceKind, population: Int64) {
        self.place = place
        self.code = code
        self.kind = kind
        self.population = population
    }
}
