/// A row's number, typed by what it numbers: a lot's does not fit where a place's is asked for.
package struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
}

package enum PersonSubject {}
package enum ItemSubject {}
package enum LotSubject {}
package enum PlaceSubject {}
package enum AccountSubject {}
package enum OwnerSubject {}
package enum DocumentSubject {}
package enum OrderSubject {}
package enum OrderLineSubject {}
package enum WriteOffSubject {}
package enum CountSubject {}
package enum AgreementSubject {}
package enum CallOffSubject {}
package enum RotationPlanSubject {}

package typealias PersonID = Identifier<PersonSubject>
package typealias ItemID = Identifier<ItemSubject>
package typealias LotID = Identifier<LotSubject>
package typealias PlaceID = Identifier<PlaceSubject>
package typealias AccountID = Identifier<AccountSubject>
package typealias OwnerID = Identifier<OwnerSubject>
package typealias DocumentID = Identifier<DocumentSubject>
package typealias OrderID = Identifier<OrderSubject>
package typealias OrderLineID = Identifier<OrderLineSubject>
package typealias WriteOffID = Identifier<WriteOffSubject>
package typealias CountID = Identifier<CountSubject>
package typealias AgreementID = Identifier<AgreementSubject>
package typealias CallOffID = Identifier<CallOffSubject>
package typealias RotationPlanID = Identifier<RotationPlanSubject>
