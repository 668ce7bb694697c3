"""Words to try components with: plain, long, unbroken, and from right to left."""

PLAIN = "Young people have nowhere to go after school"
LONG = (
    "Young people who live between the harbour and the railway say that they have nowhere warm, free and "
    "safe to go after school, and shopkeepers, parents and police officers each tell a different story about "
    "why that is"
)
UNBROKEN = "https-partnership-" + "w" * 120
ARABIC = "لا يوجد مكان يذهب إليه الشباب بعد المدرسة"
SENTENCE = (
    "31 of 44 people who answered want the youth club open on Sundays, in every voice that can be shown."
)
CHECKPOINT = "harbourside.example/record\n20931\nTrwUs4Qd8u1kq0Rk2XhFJ0k1fXKpC0w1cV8i6b2v0sY="
