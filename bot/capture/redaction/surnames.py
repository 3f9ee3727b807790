"""Frequent surnames in the United Kingdom; the ones that are everyday words are left out."""

from bot.capture.redaction.wordlist import listed

SURNAMES = listed(
    """
    abbott abdi abdullah abubakar acheampong adams adamson adebayo adeyemi afolabi agarwal
    aguilar ahmed ainsworth akhtar alam alexander allen allison amin andersen anderson andrews
    anwar appiah armitage armstrong asante ashraf ashworth asif asghar aslam atkins atkinson
    austin aziz bailey bains baker balogun banerjee baptiste barker barlow barnes barrett
    bartlett bashir bates beaumont beckett begum bell bennett benson bentley berry bevan bhatt
    bhatti birch bird blackburn blair blake boateng bolton bond booth boswell bowen boyd boyle
    bradley bradshaw brady brennan brewer bright briggs broadbent brooks brown bruce bryant
    buchanan buckley bull burgess burke burns burrows burton butcher butler byrne cairns
    calderwood callaghan campbell carpenter carr carroll carter cartwright chambers chan
    chandler chapman chaudhry chaudhary chen cheung choudhury chowdhury christie clark clarke
    clarkson clayton clements coates cohen coleman coles collins connolly conway cook cooke
    cooper cope cousins cox craig crawford cross crossley cunningham curran curtis daly daniels
    davenport davey davidson davies davis davison dawson deakin dean dennis desai dhaliwal
    dhillon diallo dickinson dixon dobson docherty dodd doherty donaldson donnelly dougherty
    douglas doyle drummond duffy duncan dunlop dunn dyer edmonds edwards elliott ellis emery
    evans farrell faulkner ferguson fernandes fernandez finch fisher fitzgerald fleming fletcher
    flynn forbes ford forster forsyth foster fowler fox francis franklin fraser freeman french
    frost fuller gallagher garcia gardiner gardner garner gibbons gibbs gibson gilbert giles
    gill glover goddard godfrey gomez goodwin gordon gough gould graham grant gray green
    greenwood gregory grewal griffin griffith griffiths gupta gurung hall hamilton hammond
    hancock hanson haque harding hardy hargreaves harper harris harrison hart hartley harvey
    haslam hassan hawkins hayes haynes heaton henderson henry herbert hewitt hicks higgins
    higginson hill hilton hobbs hodgson hoffman holden holland holloway holmes holt hooper
    hopkins horton houghton howard howarth howell howells howe hudson hughes humphreys humphries
    hunt hunter hurst hussain hussein hutchinson hutchison hyde ibrahim idowu ingram iqbal
    irving islam jackson jacobs jahan jalloh james jamieson jarvis jenkins jennings jensen johal
    johnson johnston johnstone jones jordan joseph joshi joyce kamara kang kaur kavanagh kay
    kaye kelly kemp kendall kennedy kerr khalid khan khatun king kirby kirk knight knowles
    kowalczyk kowalski kumar lacey lamb lambert lancaster lane law lawrence lawson leach lee
    lewandowski lewis little lloyd logan long lowe lucas lynch macdonald mackay mackenzie mackie
    maclean macleod mahmood mahmoud malik mann manning marsden marsh marshall martin martinez
    mason matthews maxwell mccarthy mcdonald mckenna mckenzie mclean mcleod mehmood mehta mensah
    mensa metcalfe miah middleton miles millar miller mills milne mistry mitchell mohamed
    mohammed molloy montgomery moore moran morgan morley morris morrison morton moss muhammad
    muir mukherjee mullen munro murphy murray mustafa myers nadeem nair nash nawaz naylor nazir
    ncube ndlovu nelson newman newton nguyen nicholls nicholson nixon noble nolan norman norris
    norton nowak nunes nwosu obi odonnell ofori ogden okafor okeke okonkwo oliver olsen oneill
    osborne osei osman osullivan owen owens owusu page palmer pandey parker parkes parkin
    parkinson parry parsons parveen patel paterson patterson payne peacock pearce pearson perera
    perkins perry peters peterson petrova phillips pickering pollard poole popa popescu porter
    potter powell power pratt preston price pritchard probert pugh quinn rafiq rahman rana
    randall rao rasool rees reeves rehman reid reilly reynolds rhodes richards richardson riley
    ritchie roberts robertson robinson robson rodriguez rogers rose ross rossi rowe rowland
    rowlands rowley russell ryan saeed saleem salim samuels sanders sanderson sandhu santos
    saunders savage sawyer schofield schmidt scott shah shaikh sharma sharp sharpe shaw shepherd
    sheppard sheridan sherwood short siddiqui silva simmons simpson sinclair singh skinner
    slater smart smith snow spencer stanton steele stephens stephenson stevens stevenson stewart
    stokes stone storey stott strickland stuart suleman sullivan summers sutton swift sykes syed
    szymanski tait tanner tate taylor thapa thomas thompson thomson thornton thorpe tran tucker
    turnbull turner tyler underwood uddin vaughan vincent waddington wade wagner walker wall
    wallace wallis walsh walters walton ward wardle warner warren waterhouse waters watkins
    watson watt watts weaver webb webber webster welch wells west weston wheeler whitaker white
    whitehead whitehouse whittaker wilcox wilkes wilkins wilkinson williams williamson willis
    wilson winter wojcik wong woodward wright wu wyatt yang yates yildiz young yousaf yusuf
    zaman zhang zielinski
    """
)
