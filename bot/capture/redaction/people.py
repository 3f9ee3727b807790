"""Words that say a person is meant: kin, titles, ways of naming, matters of a child's life."""

from bot.capture.redaction.wordlist import listed

TITLES = listed(
    """
    mr mrs ms miss mx dr prof professor rev reverend
    """
)
PUBLIC_TITLES = listed(
    """
    st saint queen king prince princess sir dame lord lady baroness cllr councillor minister
    judge justice hhj mp lake mount port fort san santa
    """
)

ONE = listed(
    """
    boy girl lad lass son daughter grandson granddaughter grandchild stepson stepdaughter nephew
    niece brother sister stepbrother stepsister half-brother half-sister baby toddler child kid
    teen teenager twin sibling mum mom mam mother dad father stepdad stepmum gran nan nana
    granny grandma grandmother grandad granddad grandpa grandfather auntie aunt aunty uncle
    cousin carer applicant enquirer husband wife neighbour lodger adopter godmother nain taid
    mamgu mam-gu tadcu tad-cu bachgen fachgen merch ferch mab fab plentyn blentyn tad dad modryb
    ewythr brawd chwaer babi gofalwr ofalwr gofalwraig ofalwraig wyres ŵyr
    """
)
KIN = ONE - listed(
    """
    carer child kid applicant enquirer adopter husband wife teen teenager
    """
)
"""After one of these even an unknown capitalised word is a name: "her grandson Zyrell"."""
KIN_TITLES = listed(
    """
    Auntie Aunty Aunt Uncle Nan Nana Nanny Gran Grandma Grandad Nain Taid
    """
)

MANY = listed(
    """
    boys girls lads sons daughters grandsons granddaughters grandchildren nephews nieces
    brothers sisters babies toddlers children kids teens teenagers twins siblings triplets
    parents grandparents carers applicants couple adopters family household cousins partner
    friend plant gofalwyr efeilliaid teulu
    """
)
CALLED = listed(
    """
    called named surname known name enw alias
    """
)
HOUSEHOLDS = listed(
    """
    family household siblings twins children kids boys girls brothers sisters couple case
    """
)

CHILDISH = ONE - listed(
    """
    carer applicant enquirer adopter
    """
) | listed(
    """
    siblings twins he she his her him brothers sisters
    """
)
PERSONAL = (
    ONE
    | MANY
    | listed(
        """
    he she his her him hers oed aged age years passport placed placement school nursery contact
    hospital court order sgo sleepover respite allegation missing refusing bruise injury
    disclosed disclosure siblings foster fostered adopted diagnosis adhd autism autistic
    medication assessed approved visited matched resigned referral bed beds register lwfans
    surname assessment reference medical moved bedtime grandson lives living
    """
    )
)
"""A first name in a sentence with one of these is taken for that of a child or a carer."""

GREETINGS = listed(
    """
    thanks thank you hi hello hey cheers ta morning afternoon evening dear diolch helo cc bye
    birthday congratulations congrats done welcome
    """
)
OWN = listed(
    """
    placement carer mum mam dad mother father nan gran school nursery passport social sister
    brother bedroom bed room medication birthday review contact plan class teacher gp foster
    family
    """
)
"""What a child has: "Ruby's placement"."""
OWN_SURELY = listed(
    """
    mum mam mom dad mother father nan gran passport brother sister bed bedroom birthday school
    nursery medication teacher social
    """
)
"""What only a child has: an unknown word before it is a name."""
SOMEONE = CHILDISH | listed(
    """
    carer applicant enquirer adopter placed assessed approved visited matched resigned referral
    surname hospital respite allegation passport hers oed lwfans gofalwr
    """
)
"""Two capitalised words that are no others are taken for a name in a sentence with one of these."""
NO_NAME_AFTER = listed(
    """
    a an the his her their our my your its this that some any every each no another on into in
    at via through using use used bought than play plays playing watch watches y yr yn
    """
)
"""An unknown name does not stand after one of these: "his Nintendo Switch"."""
PLACE_BEFORE = listed(
    """
    on at in
    """
)
"""Unless it owns something: "sleepover at Rita Holroyd's"."""

CHILDREN = listed(
    """
    kids boys girls twins siblings children brothers sisters sons daughters grandchildren plant
    """
)
HAS_OR_SAYS = listed(
    """
    has had have got says said wants with about without lost misses kept keeps loves reckons
    """
)

DOES = listed(
    """
    is was has had needs refuses wants went moved ran came keeps stays lives says goes hates
    loves
    """
)
"""What a child does: "Jade is pregnant, her carer rang"."""
ONLY_PEOPLE_DO = listed(
    """
    rang phoned texted died passed fostered refuses cried
    """
)
"""What no hub and no council does."""

PARTICLES = listed(
    """
    de da di del van von der den bin bint ibn al el la le ap ab ferch dos
    """
)
NEED_MORE = listed(
    """
    will mark may bill grant chase pat rob sue drew nick max art guy don ray dean dale glen
    frank miles ross win sol rue may june april august summer autumn hope faith grace joy
    charity patience
    """
)
"""Names that open a sentence as a verb or a noun more often than as a name."""
