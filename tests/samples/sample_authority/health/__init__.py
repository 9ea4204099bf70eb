"""What the made-up trusts send besides their therapy lists: totals, and the pathway's list.
The therapy lists themselves are in waits and its neighbours."""
