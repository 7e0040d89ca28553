"""In: a TableReading whose rows have their plain accounts.
Out: the same, without the figures that another account leaves open, and with the proof of those that are given.
Idea: text has one account or several; a mishap adds some where the page shows its sign; a figure is given where all agree.
"""

# Order: accounts (types), facts (what they are asked about), evidence (what refutes accounts), the mishaps by their kind (cut,
# rows, cells, numbers, texts, prints), catalogue (all of them), resolve (what is given). unread: what is left over.
