"""Money over time: drivers become cash flows, cash flows become figures. No file, clock, dice or screen."""
