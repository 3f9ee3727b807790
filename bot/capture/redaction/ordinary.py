"""Words written with a capital that are no one's name: places, bodies, the calendar, speech.

A run of capitalised words breaks at these. Welsh ones too.
"""

from bot.capture.redaction.wordlist import listed, phrases

PLACES = listed(
    """
    aberdeen aberystwyth africa america anglesey asia avon bangor barnsley barnet basingstoke
    bath bedford bedfordshire belfast berkshire birmingham blackburn blackpool bolton
    bournemouth bradford brent brighton bristol britain buckinghamshire burnley bury caerphilly
    calderdale cambridge cambridgeshire cardiff carlisle ceredigion cheshire chesterfield
    colchester cornwall coventry croydon cumbria cymru darlington denbighshire derby derbyshire
    devon doncaster dorset dubai dudley dundee durham ealing edinburgh england essex europe
    exeter france gateshead germany glasgow gloucester gloucestershire greenwich grimsby gwynedd
    gwent halifax hampshire haringey harrogate hartlepool hereford herefordshire hertfordshire
    huddersfield hull humber ipswich ireland islington italy kent kirklees knowsley lambeth
    lancashire leeds leicester leicestershire lewisham lincolnshire liverpool london luton
    maidstone manchester medway merseyside middlesbrough midlands newcastle newham newport
    norfolk northampton northamptonshire northumberland norwich nottingham nottinghamshire
    oldham oxford oxfordshire pembrokeshire pennine peterborough plymouth poland poole
    portsmouth portugal powys reading redcar rochdale romania rotherham rutland salford
    salisbury sandwell scotland sefton sheffield shropshire slough solihull somerset southampton
    southend southwark spain staffordshire stockport stockton stoke suffolk sunderland surrey
    sussex swansea swindon tameside teesside telford thames thurrock torbay trafford turkey
    tyneside ukraine wakefield wales walsall warrington warwick warwickshire westminster wigan
    wiltshire wirral wolverhampton worcester worcestershire wrexham york yorkshire abertawe
    caerdydd lloegr cymraeg gymraeg maethu aire arden calder chiltern downs dyfi exe fen fens
    fells humber lea levels loddon malvern marches mendip mersey moors nene orwell ribble roding
    severn solent solway stour tamar tame tees teifi thames trent vale wash weald welland wessex
    wolds northmoor riverlands eastmarsh
    """
)

BODIES = listed(
    """
    academy acas ambassador ambassadors scout scouts brownies benefit benefits commission act
    action adoption agencies agency aldi amazon asda association authority barclays barnardo's
    barnardos bank bbc becta board bureau cabinet cafcass canva capita care carers castle
    cathedral catholic centre chair chamber charity chatgpt church cloud club coram costa
    council councils county court crm department directory dynamics excel facebook family fare
    federation festival forms foster fostering foundation form framework fund google government
    group guardian guide hall health hmrc home hospital hotel house hub hubs instagram institute
    itv john-lewis kinship lane link linkedin liquidlogic local mailchimp meta microsoft
    ministry mosaic mockingbird nationwide network nhs nspcc office officer ofsted outlook
    palace panel parent parents park parliament partnership pilot portal powerpoint practice
    programme project recruit recruitment regional register return review river road route royal
    salesforce school section service services sharepoint shell skills slack social society
    spotify square stage station street strictly support survey system tableau team teams tesco
    test tiktok together together4 town training treasury tribunal trust tusla twitter union
    unison university virgin waitrose ward whatsapp word work workday workforce xerox youtube
    zoom eventbrite doodle teams' padlet miro trello jira kahoot
    """
)

CALENDAR = listed(
    """
    january february march april june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed weds thu thur thurs fri sat sun mondays tuesdays wednesdays
    thursdays fridays saturdays sundays easter christmas xmas eid diwali ramadan halloween lent
    pride spring winter ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref
    tachwedd rhagfyr llun mawrth mercher iau gwener sadwrn sul
    """
)

PEOPLES = listed(
    """
    afghan african albanian american anglican arab arabic asian baptist bangladeshi bengali
    black british buddhist bulgarian cantonese caribbean chinese congolese czech deaf dutch
    english eritrean ethiopian european filipino french german ghanaian greek gujarati gypsy
    hindi hindu hungarian indian iranian iraqi irish islamic italian jewish kenyan kurdish
    latvian lithuanian methodist methodists muslim nepalese nigerian orthodox pakistani
    pentecostal persian polish portuguese punjabi quaker roma romanian russian scottish sikh
    slovak somali spanish sudanese swahili syrian tamil traveller turkish ukrainian urdu
    vietnamese welsh white yoruba
    """
)

PHRASES = listed(
    """
    access ads agreement alliance alzheimer's approved asperger's assurance attachment audience
    authority automate awards awareness band base basecamp best bloom bond border breakfast
    bridge bright brighter buddies buddy budget calculator calendar campaign capital career case
    challenge champion champions cluster coalition coast collaborative commissioning committee
    common community conference connected connecting connections consortium constellation
    contact conversation core corporate cost covid create credit crohn's csv customer dashboard
    day deal delegated delivery design development digital directorate disclosure division
    down's duty dyslexia early eco edge education engagement england's enterprise equality event
    evidence executive exchange experts exploitation expo express factsheet fair fee fees file
    files finance firm fixed flexi flying forum forward freedom friday's friends future game
    gate general global gold good grants green growing growth guardianship guidance hampton
    handbook head helpline high holiday home homes human independent induction initiative inn
    innovation insight inspection institute integrated interest intervention invest ipad iphone
    journey key knowledge lab launchpad leadership league learning level library licence life
    lifetime line listen live living long look lord magazine management market marketing mark
    matters mental mentoring mile minimum mission model money monitoring moving multi music
    naming national next night north northern note now nurture offer online open opening
    operation order outcomes outreach overview pack parenting parkinson's party passport pathway
    pathways pattern payment payments people permanence planning platform play pledge portal
    positive power preparation premier principal priority private procurement product profile
    progress promise protection protocol provider public pupil purple quality quarter radio
    rapid reach recovery red refugee reform registration relationship report reporting
    resilience resource responsible restorative return rights rising roadshow roadmap rotary
    rule safe safeguarding safer safety sector secure senior shared short sign signs silver
    skill small smart solutions south southern specialist special sport stages stars state
    statement statutory staying step steps stories story strategic strategy strengths strong
    sufficiency supported system systems talent target task technology terms theraplay
    therapeutic third toolkit tools total tourette's tower track transfer transformation trauma
    travel tree trustee universal union unit value values venue vice view village voice
    volunteer voluntary wave way wellbeing west western whole winter women women's words working
    world young zone albion athletic chicken city fight fire fish football hour fs league
    minecraft pox resistance rovers shop swap switch united violent wanderers
    """
)
"""Words of titles in the field: "Staying Put", "Special Guardianship", "Regional Care"."""

SPEECH = listed(
    """
    a about above absolutely account according across actually admin adoption adopters after
    afternoon again agree agreed ah all allowance allowances almost already also although always
    am amazing an and annual another any anybody anyone anything apparently applicant applicants
    application applications approval approvals are around as ask asked asking assessment
    assessor assessors at aunt auntie away back basically be because been before being best
    better between big bit blimey boards both bother box boy brilliant bring budget business but
    by call called calling can can't cannot care'd carer cases chasing cheers child children
    clear come coming communication completely confirmed congrats congratulations consultation
    could couldn't couple current currently dad data date dear definitely depends did didn't
    director do does doesn't done don't draft each early either else email emailed emergency
    enquirer enquirers enquiries enquiry even ever every everybody everyone exactly example
    excellent experience facilitator fair families father feedback few final finally finance
    find first five follow for found four free from full funding fyi general get getting girl
    give given go going good got grandad grandma grandmother grandparents gran great had half
    happy has hasn't have haven't having he hello help her here hey hi his honestly hope'd how
    however huge i i'd i'll i'm i've idea if important in info information inspector interesting
    interestingly into is isn't issue it it's its joint just keep key kids kind know last late
    later launch lead leader learned learning legal lesson lessons let let's letter like little
    looking lost lots love loved lovely made main make making manager many maybe me medical
    meeting member members message mine minister mobile money more morning most mother mr mrs ms
    much mum my name nan national near need needs never new news next nice no nobody none nope
    nor not note nothing now number of off official oh ok okay old on once one ones only open
    opening or other others otherwise ouch our ours out over own page part people per perhaps
    phone place please plus point police policy poor post posted posting previous public put
    question quick quite radio rang rather re read ready real really reason recently record
    referral regarding related remind reminder report request respite retention right ring
    ringing same saw say school screenshot second see seeing seems send sent september several
    she short should shout sibling siblings side since single six small so social some somebody
    someone something sometimes soon sorry sounds speaking spoke standard start started starting
    still stop struggling stuff such supervising sure surgery take taking talk tell ten terms
    than thank thanks that that's the their them then there there's these they they're thing
    things think this those though three through time to today together tomorrow tonight too top
    totally tried try trying turns two typical ugh under unfortunately until up update us use
    used using usually very video visit visits volume vote waiting want wanted was wasn't way we
    we'd we'll we're we've website week welcome well went were what what's whatever when where
    which while who who's whole whose why wish with without woke won't wonder wondering working
    works would wow wrong yeah year years yep yes yesterday yet you you're your yours youth sir
    dame lord lady baroness cllr councillor judge hhj st saint dr prof professor rev reverend
    miss mae mae'r maen mi mi mewn ydy ydi ydych yw oes a ac ar am at bod ble pryd pwy sut faint
    pa rydym rydyn rydw dw dwi dyn ni nid nad nhw ni'n wedi yn y yr i o hefyd diolch bore
    prynhawn helo shwmae cafodd cawsom roedd roeddem byddai bydd gallwn gall gofal gofalwyr
    gofalwr plant plentyn teulu mam tad
    """
)

ORDINARY = PLACES | BODIES | CALENDAR | PEOPLES | PHRASES | SPEECH

PUBLIC_FIGURES = phrases(
    """
    josh macalister, bridget phillipson, janet daby, tracy beaker, harry potter, peppa pig, bob
    the, mary poppins, taylor swift, ed sheeran, marcus rashford, lemn sissay, joe wicks, gary
    lineker, dolly parton, david attenborough, anna freud, john lewis, grant thornton, joseph
    rowntree, jack daniels, john bowlby, louise casey, eileen munro, victoria climbie, victoria
    climbié, keir starmer, wes streeting, angela rayner, john lennon, elton john, harry styles,
    thomas coram, florence nightingale, mickey mouse, king charles, prince charles, prince
    william, ben nevis, laura ashley, christian aid, harvey nichols, ted baker
    """
)
"""Full names of public people, characters and firms that come up in talk; they are kept."""

THINGS = listed(
    """
    street road lane avenue close square hill park bridge station line palace house hall court
    centre hospital surgery practice school academy college university nursery library hotel inn
    arms church cathedral chapel foundation trust fund charity institute society association
    review report inquiry law act rule bill award awards prize medal lecture method model scale
    theory approach technique day week month council ward building buildings room suite stadium
    theatre campus club cup island islands county city town village airport festival garden
    gardens farm shop store bank infirmary period programme project recommendations
    """
)
"""Capitalised after a name they make it the name of a thing: "Hope Street", "Clare's Law"."""

LOWER_THINGS = listed(
    """
    street road hotel hospital college surgery theatre foundation station period app
    """
)
"""Do so in lower case too: "the Hope hotel"."""
