"""What a signed graph says as a whole: one family of measures per file, pure functions over the graph.

blocs    who stands together against whom
balance  which triangles fit, and how far the whole is from fitting
brokers  who stands between
changes  what appears, fades or turns over from one period to the next, and who changed sides
voices   what outlets and speakers say differently
ego      one actor's allies and opponents, and the shortest signed path between two

All of them count the same ties (`graphkit.analysis.ties`), give the same answer each time, and name the
relations that stand behind each tie.
"""
