"""First names by which people in the United Kingdom go, in two lists.

`FIRST_NAMES` say "person" by themselves. `WORDS_TOO` are words, months, places or brands as well
("Mark it as amber", "Hope Street", "grace period"): they need more evidence around them.
"""

from bot.capture.redaction.wordlist import listed

FIRST_NAMES = listed(
    """
    aaliyah aaron abbie abby abdi abdul abdullah abeba abel abena abi abigail abiola abraham abu
    achieng adaeze adam adama adanna addison adebayo adeel adele adeola adil adnan adrian
    adriana aduke adunni afua agata agnes agnieszka ahlam ahmad ahmed aidan aiden aigul aileen
    ailsa aimee ainsley aisha aisling ajay akash akeem akosua akua alake alan alana alastair
    albert aldona alec aled alejandro alek aleksander aleksandr aleksandra alem alemu alena
    alessandro alessia alessio alex alexa alexander alexandra alexis alf alfie alfonso alfred
    alhaji alice alicia alin alina alisa alisha alison alistair aliyah allan alondra alun alwyn
    alys ama amanda amani amara amare amaya ameena ameer amelia amelie amina aminata amir amira
    amit amna amrit amy ana ananya anastasia anastazja anca andra andre andrea andreea andrei
    andrew andrius andrzej andy aneesa aneurin angela angelina angharad angie anh anika anil
    anisa anish anisha anita anjali anjola ann anna annabel annabelle anne anneliese annette
    annie ansel anthea anthony anton antonia antonio anwen anya aoife araminta aras arash
    archibald arek aria ariana ariel arifa arjun arkadiusz arlene arlo armaan armando arran
    arthur artur arun arya aryan asad asha ashleigh ashley ashok asif asiya asma asmaa asmara
    astra astrid athena atif atiya aubrey audrey aurelia aurora ava avni avril awel aya ayaan
    ayaz ayesha ayo ayub azadeh azhar aziz azra babajide babatunde bahar baran barbara barnaby
    barry bartholomew bartosz bashir basit beata beatrice beatrix becca beckett becky behnaz
    belinda benedict benjamin bernadette bernard bernice bertie beryl beth bethan bethany bethel
    betty bev beverley beverly bhavesh bhavna bianca bikram bilal binta birhan bjorn bogdan
    bojan bola bolaji bongani bonnie bradleigh branwen brenda brendan brian bridget bronagh
    bronwen bronwyn bruce bryony bukola burhan cadi caelan cai caitlin callie callum calum
    camelia cameron camilla caoimhe cara carl carla carlos carmel carmen carol carole caroline
    caron carwyn carys caspar cass cassidy cathal catherine cathy catrin cecilia cedric celeste
    celia celine ceri cerys cesar chaim chanel chantel chantelle charlene charles charlie
    charlotte chaya chelsey cheryl cheyenne chiamaka chidera chidi chike chima chinedu chinwe
    chioma chisom chloe chris christelle christina christine christopher chukwuemeka cian ciara
    ciaran cillian claire clara clare clarissa claudia clementine clint clive cody colette colin
    colleen concetta connor conor constantin cora corey corinne corrine cosmin costel courtney
    craig cristian cristina curtis cynthia dafydd dagmara dahir daksha damian damilola damola
    daniel daniela danielle danny danuta dara daria darius dariusz darragh darren dave david
    davina dawid dawit deb debbie deborah debra declan deepa deepak deirdre delilah delroy
    delyth demi dena deng denis denise dennis denys derek desmond devi dewi dexter dhruv diana
    diane dilan dilara dilip dilys dimitra dimitri dinah dinesh diyar dominic dominik donald
    donna dora doreen doris dorothy dougie dragan duaa duc duncan dusan dwayne dylan eamonn
    ebony ebrahim eddie edel edith eduardo edward edwin efosa efua ehsan eileen eilidh eilish
    eimear eira eirlys ekaterina elaha elaine eleanor elena eleri elham eli elias elijah elijus
    elin elinor eliot elisa elisabeth elise elisha eliza elizabeth elke ella ellie elliot
    elliott ellis elodie eloisa eloise elowen elsa elsie elspeth eluned elvira elwyn emeka emil
    emilia emiliano emily emir emlyn emma emmanuel emmet emrys enid enoch ephraim eric erica
    erik erika erin ermias ernesto eshal esmae esme esosa esperanza esra estera esther ethan
    ethel etienne eugene eun eunice eva evan evangeline evelyn evie ewa ewan ewelina eyob
    ezekiel ezra faduma fadumo fahad faisal faiza faizan farah farhan farhana farida farouk
    farrah farzana fatih fatima fatma fatou fatoumata fay faye federico felicity felix femi
    fenella ferdinand fernando ffion fflur fikret filip filomena finlay finley finn fiona fionn
    flo florin folake folasade fozia fran frances francesca francis frankie fraser fred freda
    freddie frederick freya fumi funmi furqan gabija gabriel gabriela gabrielle gail gareth
    garfield garry gary gaurav gavin gemma genevieve geoff geoffrey george georgie georgina
    geraint gerald geraldine gerard gerry gethin ghulam gideon gillian gina giorgio giovanni
    girmay gita giulia gizem gladys glenda glenys gloria glyn godfrey goitom goran gordon graeme
    graham grazyna greer greg gregory greta gruffydd grzegorz guillermo guled gulsen gurpreet
    gustav gwen gwenllian gwilym gwyn gwyneth habib habiba hadija hadiya hafsa haider hailey
    hajra halima hamid hamida hamish hamse hamza hana hanad haniya hanna hannah hardeep haris
    harjinder harjit harleen harmeet harold haroon harper harpreet harriet harriette harrison
    harry haruna harvey hasan hashim hassan hawa hayat hayden hayley hazrat heidi heledd helen
    helena helga helin henry herbert hermione hettie hezekiah hiba hibo hichem hien hilary hilda
    hoang hodan horatio hoshang hossein huda hugh hugo humaira humphrey humza huong husna
    hussain hussein huw hywel iain ian ibrahim ibrar idil idris iestyn ieuan ieva ifan ifeoma
    ifrah iga ige ignacy iham ikra ikram ilana iliana ilona ilyas imaan imani imogen imran inam
    inaya inder indira ines inez inga ingrid innes ioan ioana ioanna iolanda iolo iona ione
    ionut iqra irem irene irfaan irfan irina isaac isabel isabella isabelle isatou isha ishaan
    ishmael isidora isioma isla ismael ismail isobel isra issa issac iulia ivan ivana iwan iwona
    izaan izabela izzy jaafar jacek jack jackie jackson jacob jacqueline jacqui jaden jadon
    jadwiga jagdeep jagjit jaheim jahid jaime jake jakob jakub jalal jamaal jamal jameela james
    jamie jamila jane janet janette janice janina janine janusz jared jarek jarvis jasleen
    jasmin jasmina jasminder jason jaspreet jaswinder javaid javed javier jawad jax jaya jayden
    jaydon jayne jean jeanette jeevan jeff jeffrey jemima jen jenna jennie jennifer jenny jens
    jeremiah jeremy jermaine jerome jerzy jess jesse jessica jethro jian jill jim jimmy jin
    joachim joan joanna joanne joao joe joel joelle john johnny jon jonah jonas jonathan jordan
    jordana jorge jose josef joseph josephine josh joshua josie jovan joyce jozef juan jude
    judith judy julia julian juliana julie juliet julius juma jurgita justin justyna kacper
    kaden kai kaiden kaleb kamal kamaljit kamil kamila kamran kane karan kareem karen karim
    karina karl karol karolina kashif kasia kasim katarzyna kate kath katharine katherine
    kathleen kathryn kathy katie katrina kausar kaveh kavita kay kaya kayden kayla kayleb kaylee
    kayleigh kazim keanu keeley keeva kehinde keira keith kelechi kellie kelly kelsey kelvin
    kemi ken kenan kendra kenji kenneth kenny kenza keren kerrie kerry keziah khadija khadra
    khaled khalid khalifa kian kiara kidane kieran kieron kim kimberley kiran kirsten kirstin
    kirsty kishan klara klaudia kofi komal konrad kornelia krishna kristina krystian krzysiek
    krzysztof kuba kulwinder kumar kunal kunle kwabena kwaku kwame kwasi kyla kyle kylie kyra
    kyran lacey lachlan laila lailah lakshmi lamar lamin lana lara larissa latisha latoya laura
    lauren laurence laurie lavanya lavinia lawal layla leah leandro leanne leela leia leigh
    leighton leila leire lena lennon lennox lenny leo leon leona leonard leonardo leonie leonora
    leroy lesley leslie lewis lexi lexie liam liana libby lidia liesl lilah lilian lilla lilly
    lina linda linden lindsay lindsey linh liora lisa lisbeth liz lizzie ljubica llinos lloyd
    llyr logan lois lola lorcan lorelei lorenzo loreta loretta lorna lorraine lottie lou louie
    louis louisa louise luana luca lucas lucia lucian lucy ludmila lui luis luiza luka lukas
    lukasz luke luz lwazi lydia lyla lynda lynn lynne lynsey mabel mabinty maciej macsen maddie
    maddison maddox madeleine madina madison maeve magda magdalena maggie mahdi mahek mahira
    mahmood mahmoud mahnoor mahsa maia mair maira maisha maisie maisy maja majid makena maksim
    malachi malaika malakai malcolm maleeha malgorzata malik mamadou manal manar mandeep mandy
    manisha manjit manoj mansoor manuel maram marc marcel marcelina marcin marco marcus mared
    marek margaret margarita margot maria mariam mariama mariana marianne marie mariella marilyn
    mario marion marisa marissa marit marius marjorie marlene marlon marta martha martin martina
    martinez martyn marvin mary maryam maryan maryum marzena masha masood mateo mateusz mathew
    matilda matt matthew maud maureen maurice mauricio mavis maxine maxwell maya mayowa mayur
    medine meena meera megan megha mehdi mehmet mehreen mehwish mekonnen mel melanie melek
    melissa melvin mena menna mercia meredith meriem meryl mia micah michael michaela michal
    michelle miguel mihaela mihai mika mike mikolaj mila mildred milena millie milo milosz mimi
    mina minh minnie miraj mircea mirela miriam mirza misbah misha mohamed mohammad mohammed
    mohamud mohsin moin moira mojisola mollie molly mona monet monica monika monique morag
    morgan morwenna moses motaz mubarak muhammad muhammed mukhtar muna muneeb munir murad muriel
    murtaza musa mustafa mwangi myfanwy myles myra myriam nabil nabila nada nadeem nadia nadine
    nadira nadja nafisa nahla naila naima najma nancy nandini naomi narges narinder nasir nasra
    nasreen nasser natalia natalie natan natasha natasza nathan nathaniel navdeep naveed nawal
    nawaz nazia nazir ndidi neelam neema neha neil nellie nelly nermin nerys nesta neve ngoc
    ngozi nhung nia niall niamh nicholas nicky nicola nicole nigel nikhil nikita nikki nikola
    nikolai nikos nils nilufar nimra nina ningsih nisha nita nkosi nnamdi nneka noah noel noelle
    nora noreen norman nour noura nuala nuno nura nuria nusrat nyah nyasha oakley obinna octavia
    odette ola olaf olaide olamide olawale oleh oleksandr olena olga oli oliver olivia olivier
    ollie oluchi olufemi oluwadamilola oluwaseun oluwatobi oluwole omar omari omolara onur oona
    oonagh ophelia oran orhan orla orly orsolya osama oscar osian ossian otis otto owain owen
    oyin ozan pablo padma padraig paloma pamela pankaj pari parisa parmjit parveen pascal
    patricia patrick patrycja patryk paul paula pauline pavel pawel pedro peggy percy perla
    petar petra petru peyton phil philip philippa phillip phillipa phineas phoebe phuong phyllis
    pia pierre piotr polly pooja portia prakash pranav praveen preeti prisha priti priya przemek
    purnima qasim quentin rabia rachael rachel rachid radha radoslaw rafael rafal rafe rafi
    raghad raheem rahel rahim rahul rainer raisa raj rajan rajesh rajinder rakesh ralph ramesh
    rami ramona rana randolph rani rania rasheed rashid rashida raul ravi ravinder rayan rayhan
    raymond razan razia rebecca reece reem reggie reginald rehan rehana rekha remi renata rene
    renee reuben rhea rhian rhianna rhiannon rhoda rhodri rhona rhydian rhys ria ricardo richard
    rick ricky riley rima rishi rita ritu rivka riya roald robbie robert roberta roberto rocco
    rochelle roderick rodney rodrigo roger rohan roisin rokas roksana roland rolf romeo romy
    ronald ronan ronnie rosa rosalie rosalind rosamund rosanna roseanna roshan rosie rowena
    rowland roxanne roy roza ruairi rubab rubina rudi rufus rukhsana rupert ruqayyah russell
    ruta ruth ryan rylan rylee ryszard saad saba sabah sabeen sabina sabrina sadia sadie safa
    saffron safiya sahar sahra saima saira sajid sajjad sakina salah saleh salim sally salma
    salman salome sam samantha sameer samina samir samira samson samuel samuela sana sanaa
    sandeep sandor sandra sania sanjay santiago santino saoirse saqib sara sarah saran sarwar
    saskia satnam saul savanna sawsan sean sebastian seema selim selina selma semira senait
    seren serena serge sergei seyi shabana shabir shabnam shadi shafiq shaheen shahid shaista
    shakira shan shanaya shane shania shanice shannon shaquille sharmila sharon shaun shauna
    shayan shayla shaz shazia sheba sheena sheila shelley shirley shivam shivani shona shreeya
    shreya shyam sian sibusiso siddharth sidney sienna silas silvia simeon simon simona simone
    simran sindy sinead siobhan sion sioned siraj siwan slavko sneha sofia sohaib sohail solange
    solomon somaya sonia sonya sophia sophie soraya sorcha stacey stanislaw stanley stefan
    stella stephanie stephen stephon steve steven stewart stuart subhan sukhdeep suki sulaiman
    suleiman suleman sumaira sumaya sunil sunita surinder susan susannah sushila susie suzanne
    sven swati sybil syed sylvia sylwia szymon tabitha tadesse tadeusz tadhg tahir tahira taiwo
    talal talha talia taliesin tallulah tamanna tamara tamika tammy tania tanika tanisha tanveer
    tanvi tanya tanzila taofeek tara tarek tariq tasha tatiana tatum taya tayla taylah tayyab
    teagan tegan temi teodor terence teresa tereza teri terri terry tesni tess tessa tewodros
    thabo thandi thanh thea thelma theo theodora theodore theresa thomas thuy tia tiago tiana
    tiegan tiffany tilly timea timothy timur tina tirion titus tobi tobiah tobias toby tochi
    tolu tom tomasz tommy tomos toni tony torin tova tracey tracy trang trevor tricia trinh
    tristan tristram trudy truman tsegay tuan tudur tunde tunmise tuyet tyler tyrone ubah
    uchenna ugo uju uma una uriel ursula usha usman uzma uzoma vaida valentina valeria valerie
    valmai vanesa vanessa vasile venetia vera vernon veronica vesna vicki vicky victor vijay
    vikki vikram viktor vilma vince vincent violeta viorel vivek vivian vivienne vlad vusi wafa
    waheed wahid waleed walid wallace walter wanda waris warren waseem wendy wesley wiktor
    wiktoria wilf wilfred wilhelmina willemijn william winifred winston wioletta wojciech wyn
    xander xanthe xanthia xavier xiao ximena yaasmin yahiya yahya yakub yan yanick yara yared
    yasemin yaser yasin yasmin yasmine yaw yemi yen yetunde yohannes yolanda yolande yonatan
    yosef younis yousef youssef ysabel yuan yuki yuliya yuri yusra yusuf yuto yuval yvette
    yvonne zac zach zachariah zachary zack zahid zahir zahra zaid zain zainab zak zaki zander
    zara zayn zaynab zeb zehra zeinab zelda zena zenab zev zeynep zhanna zia ziad zillah zimal
    zinab zita ziva zoe zofia zoltan zoya zsofia zubair zuri zuzanna zygmunt
    """
)

WORDS_TOO = listed(
    """
    iris jasmine ace ali alma amber amen angel april archer archie art ash ashton asia aspen
    austin autumn basil bay bear bella ben bert bill billy blake blessing blossom blue bob bobby
    brad bradley brook brooke brooklyn bryn buddy cairo carter cash chance charity chase chelsea
    chester christian cliff clover coral crystal dahlia daisy dale dan dawn dean dee del destiny
    diamond dion dixie don dot drew duke earl ed eden edgar ember ernest eve faith fern fleur
    flora florence frank gale gaz gene georgia ginger glen glenn grace grant guy hal harley
    harmony haven hazel heath heather heaven henrietta holly honey hope hudson hunter iman india
    indiana ira isaiah israel ivor ivy jade jasper jay jesus jewel jo joy june justice kit lance
    lane lark lee len les levi lex liberty lilac lily lincoln london lulu luna mae major maple
    marcia margaux marina mark marley mars mason max maximus may meadow melody mercedes mercy
    merlin milan miles ming mo montana myrtle nat ned nell nevaeh nick noor nova ocean olive
    opal paige paisley pam paris pat patience pearl penny perry pete peter phoenix piper pippa
    poppy precious preston prince princess prudence queenie rae rain randy raven ray reed reid
    rex river rob robin robyn rocky roman ron rory rose rosemary ross rowan ruby rue rusty sage
    sahara sandy sasha savannah scarlett scott shay sid sky skye skyla skylar sol stan star
    sterling stevie storm sue summer sunny sunshine sydney taylor ted teddy tierney tim trinity
    troy ty val verity vic victoria viola violet virginia wade wayne will willow win winnie
    woody wren zane zion
    """
)
