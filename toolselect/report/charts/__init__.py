"""Charts as marks on a plane: geometry is computed here, a template macro only writes it down as SVG.

One chart a module, each a pure function from figures to a `Drawing`.
"""
