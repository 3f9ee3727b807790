"""First names by which people in the United Kingdom go, in two lists.

`FIRST_NAMES` say "person" by themselves. `WORDS_TOO` are words, months, places or brands as well
("Mark it as amber", "Hope Street", "grace period"): they need more evidence around them.
"""

FIRST_NAMES = frozenset(
    """
    aaliyah aaron abbie abby abdi abdul abdullah abena abi abigail abu adam adama addison adebayo adeel
    adele adeola adil adnan adrian adriana afua agnes agnieszka ahmad ahmed aidan aiden aileen aisha
    aisling ajay akash akua alan alana alastair albert alec aled alejandro alek aleksander aleksandra
    alessia alex alexa alexander alexandra alexis alfie alfred alice alicia alina alisha alison alistair
    aliyah allan alun alwyn alys amanda amara amelia amelie amina aminata amir amira amit amna amy ana
    ananya anastasia andre andrea andreea andrei andrew andrzej andy aneesa aneurin angela angelina
    angharad angie anil anika anisa anish anita anjali ann anna annabel annabelle anne annette annie
    anthony anton antonia antonio anwen anya aoife aria ariana arjun arlo armaan arran arthur arun
    aryan asad asha ashleigh ashley ashok asif asma asmaa astrid athena aubrey audrey aurora ava avni
    awel aya ayaan ayaz ayesha ayo ayub aziz barbara barnaby barry bartosz beata beatrice beatrix becca
    becky belinda benedict benjamin bernadette bernard bernice bertie beryl beth bethan bethany betty
    bev beverley bhavna bianca bilal bogdan bonnie branwen brenda brendan brian bridget
    bronwen bronwyn bruce bryony cai caitlin callum calum cameron camilla caoimhe cara carl carla
    carmen carol carole caroline caron carwyn carys caspar cassidy catherine cathy catrin cecilia cedric
    celia cerys ceri chanel chantelle charlene charles charlie charlotte chelsey cheryl chiamaka chidi
    chinedu chioma chloe chris christina christine christopher ciara ciaran cian claire clara clare
    claudia clementine clive cody colette colin colleen conor connor cora corey corinne courtney craig
    cristina curtis cynthia dafydd daniel daniela danielle danny daria darius darren dave david dawid
    deborah debbie deb declan deepa deepak deirdre delroy delyth demi dena denis denise dennis derek
    desmond devi dewi dexter diana diane dilys dimitri dinah dinesh dominic dominik donald donna doreen
    doris dorothy dougie duncan dylan eamonn ebony eddie edith edward edwin efua eileen eilidh eira
    eirlys elaine eleanor elena eleri eli elias elijah elin elinor eliot elisa elisabeth elise eliza
    elizabeth ella elliot elliott ellie ellis elodie eloise elowen elsa elsie elspeth eluned elwyn emeka
    emil emilia emily emir emlyn emma emmanuel emrys enid eric erica erik erin erika esme esra esther
    ethan ethel eugene eva evan evelyn evie ewan ezra faisal faiza farah farhan farida fatima fatou
    fatoumata fay faye felicity felix femi ffion fflur finlay finley finn fiona flo florin folake fran
    frances francesca francis frankie fraser fred freda freddie frederick freya gabriel gabriela
    gabrielle gail gareth garfield garry gary gavin gemma geoff geoffrey george georgie georgina
    geraint gerald geraldine gerard gerry gethin gillian gina giovanni gita gladys glenda glenys gloria
    glyn goran gordon graeme graham greg gregory greta gruffydd guillermo gulsen gurpreet gwen gwenllian
    gwilym gwyn gwyneth habib hadiya hafsa haider hamid hamish hamza hana hanna hannah haris harjit
    harold haroon harper harpreet harriet harrison harry harvey hasan hassan hayden hayley hayden heidi
    heledd helen helena helga henry herbert hettie hilary hilda huda hugh hugo humphrey husna hussain
    hussein huw hywel iain ian ibrahim idris iestyn ieuan ifan ifeoma iga ignacy ikram ilana ilona imani
    imogen imran inaya indira inez ingrid ioan iolo ione iona ioana iqra irene irfan irina iris isaac
    isabel isabella isabelle isha ishaan isla ismail isobel issa iwan iwona izabela izzy jacek jack
    jackie jackson jacob jacqueline jacqui jaden jagdeep jaime jake jakub jamal james jameela jamie
    jamila jane janet janette janice janine jared jasleen jasmin jasmine jason jaspreet jaswinder
    javed jax jayden jayne jaydon jean jeanette jeff jeffrey jemima jen jenna jennie jennifer jenny
    jeremiah jeremy jerome jess jesse jessica jethro jill jim jimmy joan joanna joanne joe joel joelle
    john johnny jon jonah jonas jonathan jordan jordana jose joseph josephine josh joshua josie joyce
    juan jude judith judy julia julian juliana julie juliet justin justyna kaden kai kaiden kamal kamil
    kamila kane karan karen karim karina karl karolina kasia kate kath katherine kathleen kathryn kathy
    katie katrina kavita kay kaya kayden kayla kayleigh keeley keeva keira keith kelly kellie kelsey
    kelvin ken kenneth kenny keren kerry keziah khadija khalid kian kieran kim kimberley kiran kirsten
    kirsty kofi krishna kristina krystian krzysztof kuba kunal kwabena kwame kyla kyle kylie kyra lacey
    laila lakshmi lamin lara larissa latisha laura lauren laurence laurie lavinia layla leah leanne
    leigh leighton leila lena lennon lennox lenny leo leon leona leonard leonie leroy lesley leslie lewis
    lexi lexie liam liana libby lilian lilly lina linda lindsay lindsey lisa liz lizzie llinos lloyd llyr
    logan lois lola lorenzo loretta lorna lorraine lottie lou louie louis louisa louise luca lucas lucia
    lucy luis luka lukas lukasz luke lydia lyla lynda lynn lynne lynsey mabel maciej macsen maddie
    maddison madeleine madison madina maeve magda magdalena maggie mahmood mahmoud maia mair maisie
    maisy maja malachi malakai malcolm malik mandeep mandy manjit marc marcel marcin marco marcus
    mared marek margaret margot maria mariam mariana marie marilyn mario marion marius marjorie marlene
    marlon martha martin martina martyn marvin mary maryam masood mateo mateusz matilda matthew matt
    maureen maurice mavis maxine maxwell maya megan mehmet mehreen meera mel melanie melissa melvin
    menna meredith meryl mia micah michael michaela michal michelle miguel mihai mika mike mikolaj mila
     mildred millie milo milosz mina mircea miriam misbah moira mohamed mohammad mohammed mohamud
    molly mollie mona monica monika monique morag morgan morwenna moses muhammad muna murad muriel
    musa mustafa myfanwy myles myra nabil nadia nadine nadira naima nancy naomi nasir nasreen natalia
    natalie natasha nathan nathaniel naveed neha neil nellie nerys nesta neve niall niamh nia nicholas
    nicky nicola nicole nigel nikhil nikita nikki nikolai nils nina ningsih nita noah noel noelle nora
    noreen norman nour nuala nusrat oakley odette ola olaf oleksandr olena olga oliver olivia ollie
    oluwaseun oluwole omar omari oona ophelia orla osama oscar osian otis otto owain owen padraig
    pamela parisa parveen pascal patricia patrick patrycja paul paula pauline pawel pedro peggy percy
    petra philip philippa phil phillip phillipa phoebe phyllis pierre piotr polly praveen preeti priti
    priya przemek rachael rachel rachid radha rafael rafal rafe raheem rahim rahul raj rajesh rajinder
    ralph ramesh rana rania rashid rashida raul raymond razia rebecca reece reggie reginald rehana
    rekha renata rene reuben rhian rhiannon rhianna rhona rhodri rhydian rhys ria ricardo richard
    rick ricky riley rishi rita ritu roald robbie robert roberta roberto rocco rochelle roderick rodney
    roger rohan roisin roksana roland ronald ronan ronnie rosa rosalind rosanna rosie roshan
    rowena roxanne roy ruairi rubina rudi rufus rukhsana rupert russell ruth ryan rylan saad sabina
    sabrina sadia sadie safa saffron saima sajid salim sally salma salman sam samantha samina samir
    samira samson samuel sandeep sandra sanjay saoirse sara sarah saskia sean sebastian seema selina
    selma sergei serena seren shabana shabir shahid shaheen shakira shan shane shania shanice shannon
    sharon shaun shauna shayla shayan sheila shelley shirley shivani shona shreya sian sidney sienna
    silas silvia simon simone simran sinead siobhan sioned sion siwan sofia sohail solomon sonia sonya
    sophia sophie stacey stanley stefan stella stephanie stephen steve steven stewart stuart suki sulaiman
    suleman sunil sunita surinder susan susannah susie suzanne sven sybil sylvia szymon tabitha tahir
    taliesin tallulah talia tamara tamika tammy tania tanisha tanvi tanya tara tariq tasha tatiana tegan
    temi teresa terence teri terri terry tess tessa thea thelma theo theodore theresa thomas tia tiago
    tiana tiffany tilly timothy tina tirion tobias toby tobi tomasz tom tommy toni tony tracey tracy
    trevor tricia tristan trudy tudur tunde tyler tyrone uma una usha usman uzma valentina valerie
    vanessa vera vernon veronica vicki vicky victor vijay vikram vince vincent viktor vivek vivian
    vivienne vlad wafa waleed wallace walter wanda warren waseem wendy wesley wilf wilfred wiktoria
    william winifred winston wojciech wyn xanthe xavier yahya yan yasin yasmin yasmine yetunde yolanda
    yosef younis yousef youssef yuki yusuf yvette yvonne zac zach zachary zack zahid zahra zainab zak
    zara zayn zeinab zeynep zena zia zoe zofia zoya zubair zuzanna
    """.split()
)

WORDS_TOO = frozenset(
    """
    ace alma blessing roman milan amber amen angel april archer archie art ash ashton aspen asia austin autumn basil bay
    bear bella ben bert bill billy blake blossom blue bob bobby brad bradley brook brooke brooklyn
    bryn buddy carter cash chance charity chase chelsea chester christian cliff clover coral crystal
    dahlia daisy dale dan dawn dean dee del diamond dion dixie don dot drew duke earl eden edgar ed
    ember ernest eve faith fern fleur flora florence frank gale gary gaz gene georgia ginger glen
    glenn grace grant guy hal harley harmony haven hazel heath heather henrietta holly honey hope
    hunter india iman ira isaiah israel ivor ivy jade jasper jay jesus jewel jo joy june justice kit
    lance lane lark lauren lee len les levi lex liberty lilac lily lincoln london lulu luna major mae
    maple marcia margaux marina mark mars mason max maximus may meadow melody mercedes mercy merlin
    miles ming mo myrtle nat ned nell nevaeh nick noor nova ocean olive opal paige paisley pam
    paris pat patience pearl penny perry pete peter phoenix pippa poppy precious preston prince
    princess prudence queenie rae rain randy raven ray reed reid rex river rob robin robyn rocky ron
    rory rose rosemary ross rowan ruby rue rusty sage sandy sasha savannah scarlett scott shay sid sky
    skye skyla skylar sol stan star sterling stevie storm sue summer sunny sunshine sydney taylor ted
    teddy tierney tim trinity troy ty val verity vic victoria viola violet virginia wade wayne will
    willow win winnie woody wren zane zion ali
    """.split()
)
