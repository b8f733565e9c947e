import type { Language } from './signal';

const DURATION =
  '(?:\\d{1,2}(?: ?(?:-|–|to|or) ?\\d{1,2})?|five|ten|twelve|fifteen|twenty|thirty|a few|a couple of|couple of|half an?|quarter of an?|an|one)[ -]?(?:min(?:ute)?s?|hours?)\\b';
const TALK =
  '(?:calls?|phone ?call|chat|conversation|convo|meeting|meet(?: ?up)?|talk|demo|demonstration|intro|walk-?through|coffee|lunch|breakfast|connect|catch[ -]?up|sync|discussion|speak|discuss|zoom|huddle|working session|screen ?share|get together|touch base|jump on|hop on|slots?|find (?:a |some )?time|appointment)\\b';
const WHEN =
  '(?:monday|tuesday|wednesday|thursday|friday|mon|tue|tues|wed|thu|thurs|fri|tomorrow|today|noon|(?:this|next|the following) (?:week|month|monday|tuesday|wednesday|thursday|friday)|(?:in the )?(?:morning|afternoon)s?|\\d{1,2}(?::\\d\\d)? ?(?:am|pm)|either|the \\d{1,2}(?:st|nd|rd|th)|(?:early|later) (?:this|next) week)\\b';
const START =
  '(?:^|[,;:–—-] |\\b(?:and|or|so|if so|also|then|but|first|second|third|p\\.? ?s\\.?) )[("*]{0,3}';

const r = (source: string): RegExp => new RegExp(source);

/** "Who looks after …": a referral where it is asked, not where it is told. */
const WHO =
  "\\bwho(?:m|'s|ever)? (?:else )?(?:[a-z]{1,12} ){0,5}(?:right|best|handles?|owns?|runs?|looks? after|responsible|in charge|decides?|manages?|leads?|takes? care|should i (?:be )?(?:speak|talk|contact|reach|ask|write)|i should (?:be )?(?:speak|talk|contact|reach|ask)|would be(?:\\?|$| the| best| right)|to (?:speak|talk) (?:to|with)|oversees?|deals? with)";

/** English: the rules the others follow. */
export const ENGLISH: Language = {
  code: 'en',
  common: new Set(
    'the and you your for with that this have are our not from was can will about would just what how if it is in to of we i me my on at do be or any but there as an'.split(
      ' ',
    ),
  ),
  nothing: [
    r("^(?:can you imagine|who wouldn't|who doesn't|isn't (?:it|that)|imagine)\\b"),
    // Opt-outs.
    r(
      "\\b(?:i(?:'ll| will| can)|we(?:'ll| will)|and you(?:'ll| will)) (?:gladly |happily |then )?(?:stop|not (?:bother|contact|write|hear)|leave you|take you off|remove|close (?:the|your) file|never hear|go away|quit)\\b",
    ),
    r("\\byou (?:will|won't|'ll) (?:not |never )?hear from me\\b"),
    r(
      '\\b(?:unsubscribe|opt[ -]?out|reply (?:with )?["\']?stop|stop receiving|remove you|off (?:my|our|the) list|no longer wish)\\b',
    ),
    r(
      "\\bif (?:it(?:'s| is)|this(?:'s| is)|that(?:'s| is)|you(?:'re| are)|timing(?:'s| is)|the timing(?:'s| is)) (?:just |really |simply )?(?:not|n't)\\b[^?]{0,80}\\b(?:let me know|say (?:so|the word)|tell me|no (?:worries|problem|hard feelings|pressure)|understand)\\b",
    ),
    r(
      "\\b(?:isn't|not) (?:relevant|interested|interesting|a (?:fit|priority))\\b[^?]{0,60}\\b(?:let me know|say (?:so|the word)|tell me|no (?:worries|problem|hard feelings)|understand|fine)\\b",
    ),
    r(
      '^(?:if not|otherwise),? (?:no |just |simply )?(?:hard feelings|worries|problem|pressure|say the word|tell me|let me know)\\b',
    ),
    // Open doors and closers.
    r(
      "\\b(?:know where to find me|i(?:'m| am) (?:easy to find|here(?: if|$|\\.)|only an email away|just an email away|always here|around if)|you have my (?:address|number|email)|can (?:always )?(?:reach|find) me|reachable at|feel free to (?!book|grab|pick|schedule|choose)|(?:do not|don't) hesitate|(?:and )?so do i)\\b",
    ),
    r(
      '^(?:and |but |so )?if (?:anything|things|something|that|circumstances|your situation) (?:ever )?(?:changes?|comes up)\\b',
    ),
    r(
      '^(?:if|should|when(?:ever)?) [^?]{1,90}\\b(?:ever|in (?:the )?future|down the (?:road|line)|later on|bigger priority|one day)\\b',
    ),
    r('\\blook(?:ing)? forward to\\b'),
    r(
      "\\b(?:either (?:way|answer)|no (?:reply|response|action|answer) (?:needed|necessary|required)|any questions,? (?:i'm|i am|just|feel|let)|let me know if you have (?:any )?(?:further |other )?questions|if you have (?:any )?(?:further |other )?questions)\\b",
    ),
    r('\\b(?:work|fit in|plan|be flexible) (?:around|with|into) your (?:schedule|calendar|diary|time)\\b'),
    r('\\bfit your (?:schedule|calendar|diary)\\b'),
    r(
      "\\b(?:would|we'd|i'd) (?:genuinely |really )?love to (?:see you there|continue the conversation|connect\\.|know what you're doing right)",
    ),
    r("^(?:would|i would|i'd) love to see you there\\b"),
    r('\\bfor you to forward\\b'),
    // Small talk and quoted questions.
    r(
      "\\b(?:how are (?:you|things)|how(?:'s| is) (?:it|everything|your (?:week|day)) going|hope (?:you|this|all|that|things|your)|how (?:was|is) your (?:weekend|week|day|holiday)|did you have a (?:good|nice|great))\\b",
    ),
    r('^["“][^"”]{0,300}["”]'),
    r('^(?:\\*\\*)?if the (?:question|answer) is\\b'),
    r(
      '^(?:ever|have you ever|did you (?:know|ever)) (?:wonder|notice|ask|think|stop|know|that|wish|consider)',
    ),
    r(
      '^(?:sound familiar|why (?:so much|is that|not|now|us|bother|does (?:this|that|it) matter)|guess what|how so|really|so what|the result|the catch|what changed|the problem|the best part|true for you(?: too)?)\\?',
    ),
  ],
  book: [
    r(
      `${START}(?:is it |is that |would it be |would that be |still |it(?:'s| is) |i think )?(?:worth|up for|game for|keen (?:on|for)|fancy|down for|opposed to|against|any (?:chance|interest|appetite|availability)|how about|what about|interested in|open (?:to|for)|free for|available (?:to|for)|prefer)\\b[^?!]{0,80}\\b(?:${TALK}|${DURATION}|${WHEN})`,
    ),
    r(
      `\\b(?:would|could|can|may|might|shall|should) (?:you|we|i|it|that|there|a|an|the|\\d{1,2}|ten|fifteen|twenty|thirty|${WHEN})\\b(?! (?:please |kindly |also )?(?:let me know (?:by|whether)|tell|confirm|introduce|send|point|forward))(?![^?]{0,60}\\b(?:fill|watch|read|complete|survey|answer|review|vote)\\b)[^?!.]{0,90}\\b(?:${TALK}|${DURATION})[^?]{0,120}\\?`,
    ),
    r(
      `\\b(?:would|does|do|is) (?:it|that|this) (?:be |make )?(?:sense|worthwhile|worth it|helpful|useful|possible|unreasonable|ok|okay|crazy|worth)\\b[^?!.]{0,60}\\b(?:${TALK}|${DURATION})`,
    ),
    r(
      `\\b(?:would|could|can|does|do|is|are) (?:a |just )?(?:${DURATION}|(?:quick |short |brief )?(?:call|chat|conversation|meeting))\\b[^?]{0,120}\\?`,
    ),
    r(`(?:^|[;,:–—-] )(?:maybe |perhaps |say |how about )?(?:${WHEN} ?){1,2}\\?$`),
    r('\\b(?:happy|glad|keen|delighted) to [^?!.]{1,50}\\b(?:jump on|hop on|get on) '),
    r('\\bhow (?:does|is|are) your (?:calendar|schedule|week|diary|afternoons?|mornings?)\\b'),
    r(
      '\\b(?:can|could|may|shall|mind if|ok if|okay if) i (?:give you a (?:call|ring)|call you|ring you|phone you)\\b',
    ),
    r(`^(?:still )?(?:would|'d) love (?:to )?[^?!.]{0,40}\\b(?:${TALK}|${DURATION}|show you|walk you)`),
    r(
      `\\bdo you (?:have|want|fancy|happen to have|think you could spare)\\b[^?!.]{0,50}\\b(?:${TALK}|${DURATION}|time (?:for|to|on|this|next)|availability)`,
    ),
    r(
      `\\b(?:if )?(?:you (?:can|could|would) )?(?:spare|have|steal|borrow|ask for|grab|get|take|find)\\b[^?!.]{0,20}\\b${DURATION}[^?]{0,100}\\?`,
    ),
    r(
      `\\bare you (?:free|available|around|open|up|in the office|in town|still good|still on)\\b[^?!.]{0,60}\\b(?:${TALK}|${WHEN}|${DURATION})`,
    ),
    r(
      `^[^?]{0,60}\\b${WHEN}[^?!]{0,50}\\b(?:works?|suits?|fit|look(?:s|ing)?|good|better|ok|okay|convenient|open|available|free|happen)\\b[^?]{0,60}\\?`,
    ),
    r(
      `\\b(?:works?|suits?|fits?|look|good|ok|okay|convenient|open|available|free(?! of)|have time)\\b[^?!.]{0,30}\\b${WHEN}[^?]{0,60}\\?`,
    ),
    r(
      `\\b${WHEN}[^?!]{0,30}\\b(?:works?|suits?|is good|is free)(?: well| best| fine| great)?(?: for (?:me|us|you)| on (?:my|our) (?:end|side)|\\.|!|$)`,
    ),
    r(`^(?:${WHEN}|either)[^?!.]{0,20}\\b(?:works?|good)\\b`),
    r(
      `\\b(?:i'm|i am|i have|i could do|i can do|we have|i've got|we're|we are)\\b[^?!.]{0,40}\\b${WHEN}[^?!.]{0,40}\\b(?:open|free|available)\\b|\\b(?:i'm|i am|we're|we are) (?:free(?! of)|available|open|around) (?:on |for )?(?:a |the )?[^?!.]{0,20}\\b${WHEN}`,
    ),
    r(
      `\\b(?:what|which) (?:time|day|times|days|slot)s? (?:work|suit|would|is|are|fit|do)|\\bwhen (?:would|are|is|can|could|suits|works|might) (?:be |you |we |a |it |i )?(?:a )?(?:best|good|free|convenient|talk|meet|speak|call|chat|connect|work|suit|available|time|you)\\b`,
    ),
    r(
      `\\b(?:i|we)(?:'d| would)(?: genuinely| really| absolutely| still| also| then)? (?:love|like|welcome|appreciate|be (?:glad|grateful|delighted|happy) (?:to|for)|value)\\b[^?!.]{0,50}\\b(?:${TALK}|${DURATION}|to show you|go through|walk (?:you )?through)`,
    ),
    r(
      `\\b(?:happy|glad|keen|delighted|would love|'d love) to (?:also )?(?:jump|hop|connect|chat|talk|speak|meet|discuss|join|do a|get on|walk (?:you|your team) through|find (?:a )?time|find \\d{1,2}|set up|schedule|arrange|show you)\\b`,
    ),
    r(
      `\\b(?:let's|let us|we should|we could|we can) (?:also )?(?:then )?(?:set up|schedule|find|book|get|grab|hop|jump|talk|chat|meet|connect|speak|discuss|arrange|do a)\\b`,
    ),
    r(
      `${START}(?:please |just |simply |you can (?:also )?|feel free to )?(?:\\*\\*)?(?:book|schedule|grab|pick|choose|reserve|find|select|block|set up|put)\\b[^?!.]{0,30}\\b(?:time|slots?|calls?|demo|meeting|walk-?through|chat|conversation|appointment|calendar|diary|half an hour|${DURATION})`,
    ),
    r(
      `\\b(?:let me know|tell me|send me|share|give me|suggest)\\b[^?!.]{0,40}\\b(?:times?|days?|slots?|availability|dates?|when|${WHEN})\\b[^?!.]{0,40}(?:works?|suits?|slots?|convenient|free|connect|talk|meet|chat|call|availability|best|good|works best|${DURATION})`,
    ),
    r(`\\blet me know if you(?:'d| would)? (?:be |are |like |want )?[^?!.]{0,30}(?:${TALK}|${DURATION})`),
    r(
      `\\b(?:my|the) (?:calendar|diary|schedule)(?: link)? is\\b|\\bhere(?:'s| is) my (?:calendar|diary|booking|scheduling|availability)`,
    ),
    r(`^(?:on a|over a|in a) (?:quick |short |brief |${DURATION} )?call,? (?:we|i) can\\b`),
    r(
      `\\b(?:it would be|it'd be|would be) (?:great|good|nice|lovely|helpful|useful) to (?:[a-z]{1,12} ){0,2}(?:${TALK}|walk you|show you|hear|get ${DURATION})`,
    ),
    r(
      `^(?:an? |your |perhaps |maybe |quick )?(?:${DURATION})(?: (?:this|next) week| to see| to show| on ${WHEN}| ${WHEN})?\\?`,
    ),
    r(
      `\\bi can (?:also )?(?:schedule|set up|arrange|book|organi[sz]e)\\b[^?!.]{0,40}(?:${TALK}|${DURATION})`,
    ),
    r(
      `\\b(?:${DURATION}) (?:is|are|would be|might be) worth\\b|\\bworth (?:it )?(?:a |the |your )?(?:${DURATION}|\\d{1,2}-minute)`,
    ),
    r(`\\b(?:show|take) you (?:how|what|the|around)\\b[^?!.]{0,50}[;,:–-] ?(?:[a-z]{1,10} )?${WHEN}`),
    r(
      '\\bmay i (?:drop|stop|swing|come|visit|pop)\\b|\\b(?:can|could|shall|may) we (?:meet|talk|speak|chat|connect|have a)\\b',
    ),
  ],
  call: [
    r(
      '\\b(?:give (?:me|us) a (?:ring|call|buzz|shout)|(?:^|, |; |please |just |or |simply )(?:call|phone|ring|dial|text|whatsapp) (?:me|us|\\+?\\d))\\b',
    ),
  ],
  resource: [
    r(
      '\\b(?:want|like|need) (?:me|us) to (?!stop|close|leave|go|follow|keep|assume|take you|remove|check back|reach|try|circle|call|ring|talk|meet)[a-z]',
    ),
    r(
      '\\b(?:want|like|ok|okay|cool|mind|useful|helpful|help|alright|fine|handy|happy|prefer|interest(?:ed)?)(?: it)? (?:for )?(?:if )?(?:me|i|us|we)(?: to| could| can)? (?:also )?(?:send|sent|share|shared|forward|forwarded|email|emailed|pass|passed|drop|dropped|put together|mail|mailed|show|showed)\\b',
    ),
    r(
      '\\b(?:shall|should|can|may|could|might) (?:i|we) (?:also |just |maybe )?(?:send|share|forward|email|mail|drop|pass)\\b',
    ),
    r(
      "(?<!thought |figured )\\b(?:i|we)(?:'d| would| could| can| will happily|'ll gladly|'ll happily)(?: also| gladly| happily| be (?:happy|glad|delighted|pleased) to| love to| like to)* (?:send|share|forward|email|mail|put together|prepare|build|record|pull together|draft)\\b(?! (?:an?|the|you an?) (?:calendar )?invite)",
    ),
    r(
      "(?:^|[,;:–—-] |\\b(?:and|or|so|but|am|'m|still|also|always) )(?:happy|glad|delighted|pleased) to (?:also )?(?:send|share|forward|email|put together|prepare|build(?: out)?|record|pull together|draft|provide)\\b",
    ),
    r(
      '\\b(?:want|like|care|keen|interested)(?: to)? (?:see|have|get|receive|take|read|watch|a copy|access|the|our|my|a look)\\b[^?!.]{0,40}\\b(?:case stud|stud(?:y|ies)|deck|report|guide|e-?book|white ?paper|pager|summary|checklist|template|playbook|video|recording|loom|audit|teardown|analysis|benchmark|sample|copy|breakdown|sheet|overview|list|brochure)',
    ),
    r(
      "\\b(?:let me know|tell me|say|shout) if you(?:'d| would)?(?: be)? (?:like|want|interested|need|prefer|care)[^?!.]{0,30}\\b(?:me to (?:send|share|forward)|a copy|the (?:case|study|deck|report|guide|full)|a sample|to see (?:it|the|a|our))",
    ),
    r(
      '\\b(?:reply|respond|write back|answer)(?: back)?(?: with)?,? ["\'“][^"\'”]{1,20}["\'”](?: and| to)[^?!.]{0,40}\\b(?:send|yours|share|copy|get|forward|it over)\\b',
    ),
    r(
      '\\b(?:want|need|fancy) (?:the|a|our|my) (?:[a-z]{1,14} ){0,3}(?:case study|study|deck|report|guide|e-?book|white ?paper|summary|checklist|template|playbook|video|recording|loom|audit|teardown|analysis|benchmark|sample|copy|breakdown|sheet|overview|link)\\b',
    ),
    r('\\bif you want it: '),
  ],
  asset:
    /\b(?:case stud(?:y|ies)|stud(?:y|ies)|deck|slides|report|guide|e-?book|white ?paper|(?:one|two)-?pager|summary|overview|checklist|template|playbook|video|recording|loom|audit|teardown|benchmarks?|samples?|brochure|catalogue?|article|breakdown|sheet|architecture|proposal|quote|story|framework|analysis|film|model|swatch(?:es)?|plan|list|calculator|worksheet|toolkit|handbook|scorecard)\b/,
  referral: [
    r(`${WHO}[^?]{0,120}\\?`),
    r(
      `\\b(?:let me know|tell me|know|find out|wonder(?:ing)?|ask|suggest|share|confirm|sure|advise|say|hear|learn) (?:exactly )?${WHO}`,
    ),
    r('\\b(?:point|direct|steer|refer) me\\b'),
    r(
      '\\b(?:introduce|intro|connect) me (?:to|with)|\\bconnect(?:ing)? (?:us|me)\\b|\\bare you the (?:one|person) (?:who|that|to)\\b|\\b(?:introduce|intro) (?:us|me)\\b|\\bintroduce me\\b|\\bput me in (?:touch|contact)|\\ban introduction (?:would|to)|\\b(?:make|doing|do|making) an? (?:[a-z-]{1,12} ){0,3}intro(?:duction)?\\b|\\bintro(?:duction)? to [a-z]',
    ),
    r(
      '(?:^|\\b(?:please|could you|can you|would you|comfortable|kindly|just|mind|and|(?<!\\b(?:me|us|happy|glad|delighted|pleased|love|like|going) )to|,)) (?:also )?(?:forward(?:ing)?|pass(?:ing)?|send(?! it over)) (?:this|it|my (?:note|email|message|mail)|the (?:intro|note|email|message)[a-z ]{0,12})(?: email| note| message| on| along| over| below)* (?:to|on|along|over)\\b(?! (?:you|me|us)\\b)',
    ),
    r('\\bforwarding (?:this|the|my|it)\\b'),
    r(
      "\\b(?:are you|is that you|am i (?:talking|speaking|writing) to|you(?:'re| are)(?: not)?) (?:the )?(?:right|best|correct) (?:person|contact|one)\\b[^?]{0,60}\\?",
    ),
    r('\\b(?:right|best|correct) (?:person|contact|colleague|team|department)(?: to)?\\b[^?.]{0,40}\\?'),
    r(
      '\\b(?:anyone|someone|somebody|a colleague|who) (?:else )?(?:on|in|at) your (?:team|side|company)\\b[^?]{0,60}\\b(?:should|speak|talk|reach|contact|would be)\\b',
    ),
  ],
  attached: /\b(?:attached|attachment|attaching|enclosed|enclose|i attach)\b/,
  handle:
    /\b(?:sign(?:ed)?|countersign|review|look(?: at| over)?|read|fill (?:in|out|it)|complete|return|check|approve|initial|see (?:the )?attached|open|send (?:it|them) back|comments?|feedback|thoughts)\b/,
  request: [
    r(
      '\\b(?:reply|respond|hit reply|write back|shoot me an? [a-z]{1,10})(?: to this(?: email| note)?| back)? and (?:i|we|you)\\b',
    ),
    r('\\b(?:swing|stop|drop|come) by (?:our|the|booth|stand|us)\\b'),
    r(
      '(?:^|[,;:–—-] |\\b(?:and|or|so|also|then|but) )[("*]{0,3}(?:please|pls|kindly)(?: also| just| kindly)? (?!find|feel|do not|don\'t|note|ignore|disregard|accept|excuse|forgive|see |be |know)[a-z]',
    ),
    r(
      '\\b(?:could|can|would|will|might) you (?:please |kindly |also |perhaps |maybe |quickly |just )*(?!be |have |see |imagine|believe|like|say|use |benefit|need|afford|find|consider)(?:let|send|share|confirm|tell|give|fill|reply|check|help|provide|advise|vote|review|answer|update|complete|recommend|suggest|explain|look|take|sign|add|get|make|do|mind|come|keep|pass|ask|set|drop|clarify|describe|list|rate|leave|write|approve|return|verify|forward|try|upload|supply|elaborate)\\b',
    ),
    r(
      '\\blet me know (?:by|whether|which|what (?!you think)|how (?:many|much|you|your|to|it|this|that|we)|where|when|who)\\b',
    ),
    r(
      '\\b(?:reply|respond|write back|answer|hit reply)(?: back)?(?: to this)?(?: with)?,? (?:with )?(?:["\'“][^"\'”]{1,20}["\'”]|(?:a |one |your |just )(?:yes|no|word|number|letter|quick|"|one)|\\d\\b)',
    ),
    r(
      '\\b(?:a|even a|one)[ -](?:one|single|quick)?[ -]?(?:word|line|sentence|short|quick) (?:reply|answer|note) (?:helps|would|either|is)|\\bappreciate (?:a|any|your) (?:one-line |quick |short |brief |honest )?(?:reply|answer|feedback|response|advice)\\b',
    ),
    r(
      '\\b(?:a few|two|three|some|a couple of|several) (?:quick |short |simple )?questions (?:for you|to help|before|so (?:that )?(?:i|we)|i (?:have|need))',
    ),
    r(
      "\\b(?:tell me|i need (?:you to|your)|we need (?:you to|your)|i(?:'d| would) (?:like|love|appreciate) (?:you to|your (?:view|take|opinion|feedback|advice|input|thoughts)|to (?:know|learn|hear) (?:how|what|whether|if|which|why)))\\b",
    ),
    r(
      '\\b(?:hire me|buy the|place (?:your|an) order|order (?:now|yours|today)|sign up(?! takes| is)|subscribe|register|rsvp|start (?:a|your) (?:free )?trial|try it|join us|upgrade|renew|vote for)\\b',
    ),
  ],
  interest: [
    r('\\b(?:drop|shoot|send) me an? (?:quick |short )?(?:line|note|email|reply|message|text)\\b'),
    r(
      '^(?:[a-z]{2,15}, ?)?(?:any |your |quick )?(?:thoughts|interest(?:ed)?|feedback|questions|curious|worth (?:a|exploring|it|considering|looking|discussing|pursuing|investigating)|make(?:s)? sense|sound(?:s)? (?:good|interesting|fair|familiar|reasonable|like)|relevant|useful|helpful|agree|opinions?|news|update|ideas|luck)\\b[^?]{0,80}[?.]?$',
    ),
    r(
      '\\b(?:is|are|was|would|does|do|could|might) (?:it|this|that|these|any of (?:this|that|these|those)|you) (?:still |also |even |all |at all |be |of |be of )*(?:any )?(?:interest(?:ed|ing)?|relevant|useful|helpful|valuable|worth|something|on your (?:radar|list|mind|plate)|a (?:priority|fit|topic|concern|good time)|true|crazy|resonate|ring|make sense|opposed|against|sound|help|open to|up for|curious|keen)\\b',
    ),
    r(
      '\\bopen to (?:it|this|learning|hearing|seeing|exploring|trying|a|finding|more|the idea|discussing)\\b',
    ),
    r(
      "\\bwhat do you (?:think|say)\\b|\\bwhat(?:'s| is| are) your (?:thoughts?|take|view|opinion|feedback)\\b|\\blet me know (?:what you think|your thoughts|if (?:this|that|it|you|there|any)|how)\\b|\\blet me know\\b[.!]?$|\\b(?:still|want to|ready to) [^?.]{1,60}, let me know\\b",
    ),
    r(
      '\\b(?:did|have) you (?:get|got|had|have|see|seen|receive|read|manage|look|given|find)\\b[^?]{0,80}\\?',
    ),
    r(
      '\\b(?:any|an) (?:update|news|progress|movement|word|feedback|thoughts|questions) (?:on|about|from|regarding|yet)\\b|\\bany (?:update|news|thoughts)\\?',
    ),
    r(
      '^(?:please )?(?:have|take) a (?:quick )?(?:look|read|peek)\\b|^(?:check|try) (?:it|this) (?:out)?\\b|^see (?:it|for yourself)\\b|^read (?:how|more|it|on)\\b|^click (?:here|below)\\b|^watch it\\b',
    ),
    r(
      '\\b(?:interested in|want to|would you like to|like to|care to|keen to|curious to|eager to) (?:learn(?:ing)?|hear(?:ing)?|know(?:ing)?|see(?:ing)?|find(?:ing)?|try(?:ing)?|explor(?:e|ing)|discuss(?:ing)?)\\b[^?]{0,80}\\?',
    ),
    r(
      '\\b(?:should i|shall i|do you want me to|ok if i) (?:close|stop|keep|assume|take|try|follow|check|circle)\\b',
    ),
    r('\\bis (?:it|this|that) (?:a |you)(?:no|yes|you)\\b'),
  ],
  conditional: /^(?:and |or |but )?(?:if |should |in case |alternatively|otherwise)/,
  timed: r(`\\b(?:${DURATION}|${WHEN})`),
  bookLink:
    /\b(?:book(?: a| an| your| my| time| now| here|$)|schedule (?:a|an|your|time|now|here)|(?:request|arrange|get|set up|reserve) (?:a|an|your) (?:[a-z]{1,12} )?(?:demo|call|meeting|slot|walk-?through)|my (?:calendar|diary)|appointment|consultation|time slot|(?:pick|choose|grab|find|select) (?:a|an|any|some|your) (?:slot|time))\b/i,
};
