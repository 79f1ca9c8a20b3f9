"""Join a study with its criteria, vocabulary and vendors, and apply what it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Place, closest, diagnostic, nearest
from toolselect.loading import requirements, scalars, structure
from toolselect.loading.brand import study_brand
from toolselect.loading.criteria import value_function
from toolselect.loading.facts import Vocabulary, is_unknown
from toolselect.loading.money import money_plan
from toolselect.loading.robustness import read_robustness
from toolselect.loading.swings import read_swing
from toolselect.model.criteria import CriteriaSet, Criterion, Stage
from toolselect.model.facts import Fact, FactType, Grade
from toolselect.model.study import (
    Adjustment,
    Decision,
    KpiTarget,
    Organisation,
    Risk,
    Segment,
    Step,
    Study,
    View,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from toolselect.loading.library import Library
    from toolselect.model.judgements import Swing
    from toolselect.model.money import MoneyPlan
    from toolselect.model.vendor import Vendor

TRUST: Mapping[Grade, float] = {
    Grade.MEASURED: 0.98,
    Grade.CERTIFICATE: 0.98,
    Grade.CONTRACT: 0.95,
    Grade.DOCUMENTATION: 0.85,
    Grade.THIRD_PARTY: 0.7,
    Grade.CLAIM: 0.6,
    Grade.ASSUMPTION: 0.4,
}


def load_study(path: Path, library: Library, *, as_of: date | None = None) -> Study | None:
    """Read a study and all that it names. None if a part is missing that nothing can be done without.

    Whatever is wrong, in any of the files, ends in `library.found`. `as_of` overrides the study's own day.
    """
    document = library.document(path, "study")
    if document is None:
        return None
    data, found = structure.check(document, "study")
    library.found += found
    place = Place(path=document.path)
    folder = path.parent

    criteria: CriteriaSet | None = None
    if "criteria" in data:
        asked = place.below("criteria")
        criteria_path = library.criteria_path(data["criteria"], folder, asked)
        if criteria_path is not None:
            criteria = library.criteria(criteria_path, asked)
    facts = criteria.facts if criteria else Vocabulary(complete=False)
    vendors = tuple(_vendors(data, folder, facts, library, place))
    brand = study_brand(folder, library)
    status_quo = (
        _vendor(data["status_quo"], folder, facts, library, place.below("status_quo")) if "status_quo" in data else None
    )
    if criteria is None or not vendors or not {"title", "stage", "as_of", "seats"} <= data.keys():
        return None

    reader = _StudyReader(data, criteria, vendors, status_quo, place, library)
    criteria = reader.adjusted()
    swings = reader.swings()
    return Study(
        title=scalars.text(data["title"]),
        stage=Stage(data["stage"]),
        as_of=as_of or scalars.day(data["as_of"]) or _unreachable(),
        criteria=criteria,
        vendors=vendors,
        status_quo=status_quo,
        seats=int(data["seats"]),
        organisation=reader.organisation(),
        weights=reader.weights(data.get("weights", {}), place.below("weights"))
        | {swing.criterion: swing.points for swing in swings},
        swings=swings,
        views=tuple(reader.views()),
        adjustments=tuple(
            Adjustment(
                criterion=name, changed=tuple(sorted(change.keys() - {"reason"})), reason=scalars.text(change["reason"])
            )
            for name, change in data.get("adjust", {}).items()
        ),
        plan=reader.plan(),
        addons=reader.addons(),
        trust={**TRUST, **{Grade(name): float(chance) for name, chance in data.get("trust", {}).items()}},
        resolution=float(data.get("resolution", 0.5)),
        min_coverage=float(data.get("min_coverage", 0.4)),
        money=reader.money(as_of or scalars.day(data["as_of"])),
        robustness=read_robustness(
            data.get("robustness", {}), reader.known_criterion, place.below("robustness"), library.found
        ),
        decision=reader.decision(),
        brand=brand,
        inputs=library.inputs(),
        place=place,
    )


def _unreachable() -> date:
    raise AssertionError("the schema lets only real dates through")


def _vendors(
    data: dict[str, Any], folder: Path, facts: Mapping[str, Fact], library: Library, place: Place
) -> Iterable[Vendor]:
    seen: dict[str, str] = {}
    for index, name in enumerate(data.get("vendors", ())):
        if name is None:
            continue
        asked = place.below("vendors", index)
        vendor = _vendor(name, folder, facts, library, asked)
        if vendor is None:
            continue
        if vendor.id in seen:
            message = f"the vendor `{vendor.id}` stands twice: {seen[vendor.id]} and {name}"
            library.found.append(diagnostic("TS208", asked, message))
            continue
        seen[vendor.id] = name
        yield vendor


def _vendor(name: str, folder: Path, facts: Mapping[str, Fact], library: Library, asked: Place) -> Vendor | None:
    path = library.vendor_path(name, folder, asked)
    return None if path is None else library.vendor(path, facts, asked)


class _StudyReader:
    """Hold a study's data against the criteria and vendors that it joins."""

    def __init__(
        self,
        data: dict[str, Any],
        criteria: CriteriaSet,
        vendors: tuple[Vendor, ...],
        status_quo: Vendor | None,
        place: Place,
        library: Library,
    ) -> None:
        found = library.found
        written = library.documents[place.path].data
        self.data = data
        self.written_weights = {
            key: set(given) for key in ("weights", "swings") if isinstance(given := written.get(key), dict)
        }
        # What is there but could not be read is reported once, where it stands, and not again wherever it is named.
        self.broken_criteria = set(_ids_below(library.documents[criteria.place.path].data))
        named = written.get("vendors")
        wanted = len(named) if isinstance(named, list) else 0
        self.all_vendors_known = len(vendors) == wanted and (status_quo is not None or "status_quo" not in written)
        self.all_plans_known = not any(one.place.key[:1] in (("plans",), ("addons",)) for one in found)
        self.criteria = criteria
        self.alternatives = {vendor.id: vendor for vendor in vendors}
        if status_quo is not None:
            if status_quo.id in self.alternatives:
                message = f"the status quo `{status_quo.id}` is one of the vendors, too"
                found.append(
                    diagnostic("TS208", place.below("status_quo"), message, "give its profile an id of its own")
                )
            self.alternatives[status_quo.id] = status_quo
        self.place = place
        self.found = found
        self.known = {node.id: node for node in criteria.nodes()}

    def adjusted(self) -> CriteriaSet:
        """Return the criteria with the study's adjustments and weights."""
        changes = {}
        for name, change in self.data.get("adjust", {}).items():
            place = self.place.below("adjust", name, at="key")
            if self.known_criterion(name, place):
                changes[name] = self._change(self.known[name], change, place)
        points = {name: swing["points"] for name, swing in self.data.get("swings", {}).items()}
        weights = {**self.data.get("weights", {}), **points}
        criteria = tuple(_changed(node, changes, weights) for node in self.criteria.criteria)
        return replace(self.criteria, criteria=criteria)

    def known_criterion(self, name: str, place: Place) -> bool:
        """Tell whether there is such a criterion; if not, that is found, unless it is there and broken."""
        if name in self.known:
            return True
        if name in self.broken_criteria:
            return False
        self.found.append(diagnostic("TS202", place, f"there is no criterion `{name}`", nearest(name, self.known)))
        return False

    def _change(self, node: Criterion, change: dict[str, Any], place: Place) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        fact = self.criteria.facts.get(node.fact)
        for key in change if node.children else ():
            if key not in ("applies", "from", "reason"):
                message = f"`{node.id}` is a branch: only `applies` and `from` can be adjusted"
                self.found.append(diagnostic("TS109", place.below(key, at="key"), message, "adjust the leaves below"))
                return fields
        if "applies" in change:
            fields["applies"] = scalars.boolean(change["applies"])
        if "from" in change:
            fields["start"] = Stage(change["from"])
        if fact is None and node.fact:
            return fields  # its fact does not hold, which is said where it is wrong
        if "must" in change:
            fields["must"] = requirements.must(change["must"], fact, place.below("must"), self.found)
        if "target" in change:
            fields["target"] = requirements.target(change["target"], fact, place.below("target"), self.found)
        if "value" in change:
            value = value_function(change["value"], node.fact, self.criteria.facts, place.below("value"), self.found)
            fields["value"] = value or node.value
        return fields

    def weights(self, given: Mapping[str, float], place: Place) -> dict[str, float]:
        """Return weights by criterion id after holding them against the tree: whole groups that sum to something."""
        known = {name for name in given if self.known_criterion(name, place.below(name, at="key"))}
        meant = {closest(name, self.known) for name in given if name not in known}
        if len(place.key) == 1:  # no view
            meant |= self.written_weights.get(str(place.key[0]), set()) - given.keys()
        groups = [self.criteria.criteria, *(node.children for node in self.criteria.nodes() if node.children)]
        for group in groups:
            named = [node.id for node in group if node.id in known]
            if not named:
                continue
            missing = [node.id for node in group if node.id not in known | meant and node.weight > 0]
            at = place.below(named[0], at="key")
            if missing:
                message = "the group is not complete: no weight for " + ", ".join(missing)
                self.found.append(diagnostic("TS302", at, message, "set all siblings, or none"))
            elif not any(given[name] for name in named) and not any(node.id in meant for node in group):
                self.found.append(diagnostic("TS301", at, "the weights of " + ", ".join(named) + " sum to nothing"))
        return {name: float(weight) for name, weight in given.items() if name in known}

    def swings(self) -> tuple[Swing, ...]:
        """Return the swings after holding them against the tree, as weights are, and against the scales' kinds."""
        given = self.data.get("swings", {})
        place = self.place.below("swings")
        if given and "views" in self.data and "weights" not in self.data:
            message = "`swings` and `views` can't both be given"
            self.found.append(
                diagnostic("TS109", self.place.below("views", at="key"), message, "put points into a view as weights")
            )
        for name in given:
            if name in self.data.get("weights", {}):
                message = f"`{name}` has a weight and a swing"
                self.found.append(diagnostic("TS109", place.below(name, at="key"), message, "keep one of the two"))
        points = self.weights({name: float(swing["points"]) for name, swing in given.items()}, place)
        return tuple(read_swing(self.known[name], given[name], place.below(name), self.found) for name in points)

    def views(self) -> Iterable[View]:
        """Yield each party's view."""
        views = self.data.get("views", {})
        if views and not any(view["share"] for view in views.values()):
            self.found.append(
                diagnostic("TS301", self.place.below("views", at="key"), "the shares of the views sum to nothing")
            )
        for name, view in views.items():
            place = self.place.below("views", name, at="key")
            weights = self.weights(view["weights"], place.below("weights"))
            yield View(id=name, share=float(view["share"]), weights=weights, place=place)

    def plan(self) -> dict[str, str]:
        """Return the plan that the study chose, by vendor."""
        chosen = {}
        for name, plan in self.data.get("plan", {}).items():
            place = self.place.below("plan", name)
            if not self._known_vendor(name, self.place.below("plan", name, at="key")):
                continue
            plans = [known.id for known in self.alternatives[name].plans]
            if plan in plans:
                chosen[name] = plan
            elif self.all_plans_known:
                hint = nearest(plan, plans) or ("plans: " + ", ".join(plans) if plans else "its profile lists no plans")
                self.found.append(diagnostic("TS204", place, f"`{name}` has no plan `{plan}`", hint))
        return chosen

    def addons(self) -> dict[str, tuple[str, ...]]:
        """Return the add-ons that the study counts in, by vendor."""
        bought = {}
        for name, addons in self.data.get("addons", {}).items():
            if not self._known_vendor(name, self.place.below("addons", name, at="key")):
                continue
            sold = [addon.id for addon in self.alternatives[name].addons]
            for index, addon in enumerate(addons):
                if addon not in sold and self.all_plans_known:
                    place = self.place.below("addons", name, index)
                    hint = nearest(addon, sold) or ("add-ons: " + ", ".join(sold) if sold else "its profile lists none")
                    self.found.append(diagnostic("TS206", place, f"`{name}` has no add-on `{addon}`", hint))
            bought[name] = tuple(addon for addon in addons if addon in sold)
        return bought

    def _known_vendor(self, name: str, place: Place) -> bool:
        if name in self.alternatives:
            return True
        if self.all_vendors_known:
            hint = nearest(name, self.alternatives) or "its vendors: " + ", ".join(self.alternatives)
            self.found.append(diagnostic("TS203", place, f"`{name}` is not a vendor of this study", hint))
        return False

    def organisation(self) -> Organisation:
        """Return the organisation as far as the program reads it."""
        data = self.data.get("organisation", {})
        place = self.place.below("organisation")
        segments = []
        for index, segment in enumerate(data.get("segments", ())):
            if segment is None:
                continue
            at = place.below("segments", index)
            self._check_channels(segment["prefers"], at.below("prefers"))
            segments.append(
                Segment(
                    id=segment["id"],
                    title=scalars.text(segment["title"]),
                    share=float(segment["share"]),
                    prefers={name: float(weight) for name, weight in segment["prefers"].items()},
                    note=segment.get("note", ""),
                )
            )
            if [known.id for known in segments].count(segment["id"]) > 1:
                self.found.append(diagnostic("TS208", at.below("id"), f"the segment `{segment['id']}` stands twice"))
        hours = [
            Window(
                when=window["when"],
                share=float(window["share"]),
                staffed=scalars.boolean(window["staffed"]),
                note=window.get("note", ""),
            )
            for window in data.get("hours", ())
            if window is not None
        ]
        self._check_shares([segment.share for segment in segments], place.below("segments", at="key"))
        self._check_shares([window.share for window in hours], place.below("hours", at="key"))
        self._check_shares(list(data.get("languages", {}).values()), place.below("languages", at="key"))
        budget = data.get("licence_budget")
        return Organisation(
            name=data.get("name", ""),
            note=data.get("note", ""),
            currency=data.get("currency", ""),
            licence_budget=None if budget is None else float(budget),
            region=data.get("region", ""),
            segments=tuple(segments),
            languages={name: float(share) for name, share in data.get("languages", {}).items()},
            hours=tuple(hours),
        )

    def _check_channels(self, prefers: Mapping[str, float], place: Place) -> None:
        facts = self.criteria.facts
        channels = {name for name, fact in facts.items() if fact.type is FactType.BOOLEAN}
        for name in prefers:
            if name not in channels and (name in facts or is_unknown(name, facts)):
                at = place.below(name, at="key")
                self.found.append(diagnostic("TS201", at, f"there is no yes/no fact `{name}`", nearest(name, channels)))
        self._check_shares(list(prefers.values()), place)

    def _check_shares(self, shares: list[float], place: Place) -> None:
        if shares and not any(shares):
            self.found.append(diagnostic("TS301", place, "the shares sum to nothing"))

    def money(self, as_of: date | None) -> MoneyPlan | None:
        """Return what the business case is computed from; None if it is not there, or wrong."""
        return money_plan(
            self.data.get("money"),
            self.place.below("money"),
            vendors=self.alternatives,
            as_of=as_of,
            found=self.found,
        )

    def decision(self) -> Decision:
        """Return the decision record."""
        data = self.data.get("decision", {})
        place = self.place.below("decision")
        choice = data.get("choice", "")
        if choice:
            self._known_vendor(choice, place.below("choice"))
        for name in data.get("narrative", {}):
            self._known_vendor(name, place.below("narrative", name, at="key"))
        return Decision(
            objective=data.get("objective", ""),
            asked=data.get("asked", ""),
            by=scalars.day(data["by"]) if "by" in data else None,
            approver=data.get("approver", ""),
            choice=choice,
            narrative=data.get("narrative", {}),
            risks=tuple(Risk(**risk) for risk in data.get("risks", ()) if risk is not None),
            rollout=tuple(
                Step(
                    step=step["step"], by=scalars.day(step["by"]) if "by" in step else None, owner=step.get("owner", "")
                )
                for step in data.get("rollout", ())
                if step is not None
            ),
            kpi_targets=tuple(KpiTarget(**aim) for aim in data.get("kpi_targets", ()) if aim is not None),
            reviews=tuple(day for day in map(scalars.day, data.get("reviews", ())) if day is not None),
        )


def _ids_below(value: Any) -> Iterable[str]:
    """Yield the ids that a tree of criteria names, those of broken ones included."""
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, dict | list):
            yield from _ids_below(member)
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        yield value["id"]


def _changed(node: Criterion, changes: Mapping[str, dict[str, Any]], weights: Mapping[str, float]) -> Criterion:
    """Return the node with its adjustments; what is set on a branch holds for all leaves below it."""
    own = dict(changes.get(node.id, {}))
    if node.id in weights:
        own["weight"] = float(weights[node.id])
    inherited = {key: own[key] for key in ("applies", "start") if key in own}
    below = {**{child.id: {**inherited, **changes.get(child.id, {})} for child in node.children}} if inherited else {}
    own["children"] = tuple(_changed(child, {**changes, **below}, weights) for child in node.children)
    return replace(node, **own)
