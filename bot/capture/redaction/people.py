"""Words that say a person is meant: kin, titles, ways of naming, matters of a child's life."""

TITLES = frozenset("mr mrs ms miss mx dr prof professor rev reverend".split())
PUBLIC_TITLES = frozenset(
    """
    st saint queen king prince princess sir dame lord lady baroness cllr councillor minister judge
    justice hhj mp lake mount port fort san santa
    """.split()
)

ONE = frozenset(
    """
    boy girl lad lass son daughter grandson granddaughter grandchild stepson stepdaughter nephew niece
    brother sister stepbrother stepsister half-brother half-sister baby toddler child kid teen teenager
    twin sibling mum mom mam mother dad father stepdad stepmum gran nan nana granny grandma
    grandmother grandad granddad grandpa grandfather auntie aunt aunty uncle cousin carer applicant
    enquirer husband wife neighbour lodger adopter godmother nain taid mamgu mam-gu tadcu tad-cu
    bachgen fachgen merch ferch mab fab plentyn blentyn tad dad modryb ewythr brawd chwaer babi gofalwr
    ofalwr gofalwraig ofalwraig wyres ŵyr
    """.split()
)
KIN = ONE - frozenset("carer child kid applicant enquirer adopter husband wife teen teenager".split())
"""After one of these even an unknown capitalised word is a name: "her grandson Zyrell"."""
KIN_TITLES = frozenset("Auntie Aunty Aunt Uncle Nan Nana Nanny Gran Grandma Grandad Nain Taid".split())

MANY = frozenset(
    """
    boys girls lads sons daughters grandsons granddaughters grandchildren nephews nieces brothers
    sisters babies toddlers children kids teens teenagers twins siblings triplets parents grandparents
    carers applicants couple adopters family household cousins partner friend plant gofalwyr efeilliaid
    teulu
    """.split()
)
CALLED = frozenset("called named surname known name enw alias".split())
HOUSEHOLDS = frozenset(
    "family household siblings twins children kids boys girls brothers sisters couple case".split()
)

CHILDISH = (
    ONE
    - frozenset("carer applicant enquirer adopter".split())
    | frozenset("siblings twins he she his her him brothers sisters".split())
)
PERSONAL = (
    ONE
    | MANY
    | frozenset(
        """
        he she his her him hers oed aged age years passport placed placement school nursery
        contact hospital court order sgo sleepover respite allegation missing refusing bruise injury
        disclosed disclosure siblings foster fostered adopted diagnosis adhd autism autistic medication
        assessed approved visited matched resigned referral bed beds register lwfans
        surname assessment reference medical moved bedtime grandson lives living
        """.split()
    )
)
"""A first name in a sentence with one of these is taken for that of a child or a carer."""

GREETINGS = frozenset(
    """
    thanks thank you hi hello hey cheers ta morning afternoon evening dear diolch helo cc bye birthday
    congratulations congrats done welcome
    """.split()
)
OWN = frozenset(
    """
    placement carer mum mam dad mother father nan gran school nursery passport social sister brother
    bedroom bed room medication birthday review contact plan class teacher gp foster family
    """.split()
)
"""What a child has: "Ruby's placement"."""
OWN_SURELY = frozenset(
    """
    mum mam mom dad mother father nan gran passport brother sister bed bedroom birthday school nursery
    medication teacher social
    """.split()
)
"""What only a child has: an unknown word before it is a name."""
MATTERS = frozenset(
    """
    panel reference references report assessment medical form forms dbs application review visit
    match letter note call email referral complaint allegation claim approval resignation checks
    """.split()
)
"""Papers and meetings about a person: "Panel for Dragomir Dunmallet"."""
ABOUT = frozenset("for from of about to on with re".split())
HAS_OR_SAYS = frozenset(
    "has had have got says said wants with about without lost misses kept keeps loves reckons".split()
)

DOES = frozenset(
    "is was has had needs refuses wants went moved ran came keeps stays lives says goes hates loves".split()
)
"""What a child does: "Jade is pregnant, her carer rang"."""

PARTICLES = frozenset("de da di del van von der den bin bint ibn al el la le ap ab ferch dos".split())
NEED_MORE = frozenset(
    """
    will mark may bill grant chase pat rob sue drew nick max art guy don ray dean dale glen frank
    miles ross win sol rue may june april august summer autumn hope faith grace joy charity patience
    """.split()
)
"""Names that open a sentence as a verb or a noun more often than as a name."""
