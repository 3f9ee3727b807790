"""Words and turns of phrase that tell the kinds apart in any field; English and some Welsh."""

import re

INTERROGATIVE = (
    r"(?:who(?:'s|se)?|what(?:'s)?|how(?:'s)?|where(?:'s)?|when|why|which|has|have|is|are"
    r"|am|do|does"
    r"|did|can|could|would|will|should|any|any ?one|any ?body|oes|a oes|beth|sut|pwy|ble"
    r"|pryd|pam|ydy"
    r"|ydych|faint)\b"
)
IMPERATIVE = (
    r"(?:get|put|ask|book|pay|write|make|keep|tell|use|don't|start|give|decide|agree"
    r"|publish|let|ring"
    r"|choose|match|name|buy|build|invite|never|always|do|take|send|add|set|check|stop|share|sit|go"
    r"|run|measure|count|plan|hire|bring|show|train|test|talk|try|involve|budget|draw|pick"
    r"|be|have|treat"
    r"|expect|assume|say|call|visit|open|split|spend|design|dechreuwch|gofynnwch|peidiwch"
    r"|ysgrifennwch"
    r")\b"
)

_PATTERNS = {
    "anyone": r"\b(?:any ?one(?:'s)?|any ?body|any of you|has everyone|oes gan|rhywun|unrhyw un)\b",
    "others": r"\b(?:everyone|others|you all|you lot|people|other \w+|you|your|yours|you're|you've"
    r"|chi|eraill)\b",
    "asks": r"\b(?:recommend|advice|tips?|wondering|thinking (?:of|about)|would you share"
    r"|any chance"
    r"|(?:could|can) (?:you|i)|how (?:did|do|are) you|love to see|share (?:the|it|yours?))\b",
    "we did": r"\bwe(?:'d|'ve| have)?(?: all| just| also| now| then| never"
    r"| always)?\s+(?:\w+ed|ran|did"
    r"|had|made|went|gave|put|took|got|built|paid|sent|told|rang|cut|lost|bought|moved"
    r"|brought|wrote"
    r"|found|held|kept|let|met|set|saw|chose|thought|spent|split)\b|\b(?:fe )?wnaethom\b",
    "we": r"\b(?:we|our|ours|us|we've|we're|we'd|we'll|ni|ein)\b",
    "i": r"\b(?:i|i'm|i've|i'd|i'll|my|me|mine|dwi|fy)\b",
    "negative": r"\b(?:can't|cannot|won't|nobody|no one|none|never|not|no|nothing|isn't"
    r"|aren't|don't"
    r"|doesn't|didn't|wasn't|haven't|hasn't|without|dim|nid|neb)\b",
    "trouble": r"\b(?:still|stuck|again|waiting|refus\w+|short|lost|losing|lose|block\w*"
    r"|complain\w*"
    r"|strugg\w+|delay\w*|late|worse|worr\w+|nightmare|bounc\w+|reject\w*|down|problem\w*|issue\w*"
    r"|broken|fail\w*|left|gone|resign\w*|leaving|cancel\w*|quit|expir\w*|running out|out of date"
    r"|miss\w*|wrong|drop\w*|slow\w*|queue|backlog|overdue|disput\w*|held up|pull\w* out|tired"
    r"|furious|awful|brutal|crisis|gap|vacan\w+|freez\w+|cuts?|unusable|suspended|impossible"
    r"|hard(?:er)?|prin|methu|anodd)\b",
    "same": r"(?:^|[.!,] )(?:same|ours too|us too|me too|and us|ours|agreed?|snap|\+1|this|seconded"
    r"|thirded|ditto|yep|likewise|exactly|here too|yr un)\b",
    "worked": r"\b(?:work(?:ed|s)|saved?|halved|doubled|trebled|tripled|rose|fell|dropped|went from"
    r"|down from|up from|improv\w+|better|best|quicker|faster|cheaper|held|result|success\w*"
    r"|since then|turn(?:s|ed) out|made the difference|unlocked|helped|changed|now|dyblodd)\b",
    "learned": r"\b(?:lessons?|learn\w*|looking back|hindsight|wish(?:ed)?|tip|i'd tell|would tell"
    r"|if i were|our turn|worth|honest\w*|mistake|first thing|thing (?:that|we)|best thing"
    r"|what (?:worked|helped)|(?:small|simple) (?:change|thing)|case files|two years|in \d{4}"
    r"|after a year|year one|months? (?:in|later)|gwers|dysg\w+|ddysg\w+)\b",
    "from to": r"\b(?:from \S+ (?:\S+ )?to \S+|\d+ (?:to|v|vs|versus|against) \d+"
    r"|\d+ (?:out )?of (?:the )?\d+|\d+ in \d+)\b|→",
    "pleasant": r"\b(?:thanks?|thank you|thx|ta|cheers|welcome|congrat\w*|happy|lovely"
    r"|hello|hi|hiya"
    r"|hey|morning|afternoon|good luck|well done|brilliant|great|amazing|wow|love|sorry|please|pls"
    r"|bye|ha|haha|lol|ooh|oh|yay|perfect|superb|diolch|bore da|helo|shwmae|croeso|hapus)\b",
    "office": r"\b(?:coffee|tea|lunch|biscuits?|cake|kettle|mute|links?|slides|record(?:ed|ing)"
    r"|agenda|park(?:ing)?|wi-?fi|password|weekend|holiday|leave|out of office|laptop|printer|zoom"
    r"|weather|rain|snow|hot|cold|train|bus|traffic|motorway|birthday|dog|cat|screen"
    r"|keyboard|channel"
    r"|emoji|gif|adaptor|plug|venue|quiz|pub|bar|office|desk|heating|fire drill|dentist|football"
    r"|monday|thursday|friday|tomorrow|today|tonight|yesterday|doodle|invite|calendar|lift|recipe"
    r"|meeting|call|session|webinar|minutes|badge|lanyards?|app|paned|coffi|penwythnos"
    r"|pen-blwydd)\b",
    "reply": r"^(?:yes|yep|yeah|no|nope|not|depends|try|use|ask|we|ours|it|they|that's|there's|both"
    r"|either|only|ydy|ydyn|na|oes)\b",
    "number": r"\d+(?:[.,]\d+)?%?",
    "money": r"[£$€]\s?\d|\b(?:grand|budget)\b",
    "time": r"\b(?:weeks?|months?|years?|days?|hours?|quarter|yrs?|hrs?|wythnos|mis|blwyddyn)\b",
    "past": r"\b(?:was|were|had|did|went|got|came|said|told|took|made|gave|ran|rang|used to"
    r"|oedd)\b",
    "present": r"\b(?:is|are|has|have|says?|keeps?|gets?|getting|being|needs?|wants?|yn|mae)\b",
    "advice": r"\b(?:should|must|need to|have to|don't|always|make sure|remember|before you|careful"
    r"|point (?:her|him|them)|try|use|ask|ring|put)\b",
    "government": r"\b(?:department|dfe|ministry|minister|national(?:ly)?|government"
    r"|please could)\b",
    "link": r"https?://",
    "marker": r"\[(?:name|phone|email|nhs number|case number|postcode|address|date of birth)\]",
}
SIGNS = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
"""How often each is said counts; all are matched against lower case."""
