"""Who hands the report over, as a page shows it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.brand import lightened

if TYPE_CHECKING:
    from toolselect.model.brand import Brand, Logo
    from toolselect.report.view.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandShown:
    """The line at the top, the one at the bottom, the logo as a `data:` address, and the rules for its colours."""

    prepared: str
    contact: str
    logo: str
    css: str


def brand_shown(index: Index) -> BrandShown | None:
    """Return the brand of the study; None if it has none."""
    brand = index.study.brand
    if brand is None:
        return None
    prepared = index.words.say("page.prepared", name=brand.name)
    contact = index.words.say("page.contact", name=brand.name, contact=brand.contact) if brand.contact else prepared
    return BrandShown(
        prepared=prepared,
        contact=contact,
        logo=_data(brand.logo) if brand.logo is not None else "",
        css=_rules(brand),
    )


def _data(logo: Logo) -> str:
    return f"data:{logo.media};base64,{base64.b64encode(logo.content).decode()}"


def _rules(brand: Brand) -> str:
    """Return the two colours as custom properties, for the light page and, lightened, for the dark one."""
    colours = [(name, colour) for name, colour in (("accent", brand.primary), ("link", brand.accent)) if colour]
    if not colours:
        return ""
    light = ";".join(f"--{name}:{colour}" for name, colour in colours)
    dark = ";".join(f"--{name}:{lightened(colour)}" for name, colour in colours)
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
