/* Words that change the tone of others, and set phrases whose words do not mean what they mean elsewhere. */
#include "lexicon.h"

/* Terms of a list are parted by commas. */
static const struct {
	uint32_t flag;
	const char *terms;
} kinds[] = {
	{ NEGATES, "not,no,never,none,nobody,nothing,neither,nor,nowhere,without,hardly,scarcely,barely,rarely,seldom,"
		   "cannot,ain't,aren't,can't,couldn't,didn't,doesn't,don't,hadn't,hasn't,haven't,isn't,mightn't,"
		   "mustn't,needn't,shan't,shouldn't,wasn't,weren't,won't,wouldn't,dont,doesnt,didnt,isnt,wasnt,cant,"
		   "wont,no one,no longer,far from,anything but,never so" },
	{ CONTRASTS, "but,however,nevertheless,nonetheless,yet" },
	{ LACKS,
	  "lack,lacks,lacked,lacking,fails to,fail to,failed to,failing to,failure to,unable to,refuse to,refuses to,"
	  "refused to,refusing to,loss of,lack of,absence of,deprived of,deprives,robbed of,stripped of,too little,"
	  "devoid of,short on,bereft of,denied,denies" },
	{ OWED, "mourn,mourns,mourned,mourning,grieve,grieves,grieved,regret,regrets,regretted,apologise,apologize,"
		"apologised,apologized,weep,sorry,lament" },
	{ LEVEL,
	  "crime,crimes,unemployment,inflation,joblessness,deaths,violence,war,wars,siege,blockade,curfew,embargo,ban,"
	  "sanctions,tensions,tension,fighting,conflict,hostilities,poverty,debt,debts,deficit,deficits,infections,"
	  "charges,charge,allegations,accusations,risk,risks,threat,threats,fear,fears,losses,loss,attacks,attack,"
	  "casualties,strike,strikes,crisis,pain,hunger,famine,pollution,corruption,terrorism,homelessness,delays,"
	  "accidents,murders,murder,homicides,recession,disaster,collapse,shortages,shortage,fraud,manslaughter,"
	  "bribery,wrongdoing,suspicion,anger,panic,outbreak,epidemic,riot,riots,unrest,bloodshed,suffering,waste,"
	  "thefts,burglaries,robberies,suicides,complaints,abuse,discrimination,stress,anxiety,"
	  "profit,profits,growth,confidence,income,incomes,savings,wealth,gains,popularity,support,trust,morale,"
	  "productivity,hope,hopes,optimism,approval,prosperity,strength,interest,enthusiasm,"
	  "drought,droughts,fever,heatwave,injuries,injury,fatalities,killings,bombing,bombings,shelling,"
	  "bombardment,airstrikes,raids,emissions,congestion,layoffs,evictions,bankruptcies,hostages,"
	  "captives,dispute,feud,standoff,boycott,clashes,chaos,turmoil,uncertainty,worries,concerns,"
	  "doubts,smog,flood,floods,flooding,wildfires,fires,storm,lockdown,lockdowns,quarantine,blackout,"
	  "blackouts,outages,restrictions,tariffs,penalties,fines,backlog,obesity,addiction,overdoses,"
	  "malnutrition,illiteracy,mortality,racism,harassment,bullying,deforestation,insurgency,rebellion,"
	  "persecution,torture,slavery,loneliness,"
	  "emergency,emergencies,prejudice,tyranny,dictatorship,oppression,negotiations,"
	  "peace,ceasefire,truce,calm,aid,jobs,employment,wages,pensions,revenue,revenues,exports,output,"
	  "investment,turnout,harvest,harvests,donations,funding,faith,credibility,freedom,freedoms,"
	  "democracy,stability,cooperation,unity,recovery,literacy,reserves,goodwill,satisfaction,"
	  "prospects,sales,earnings,benefits,subsidies" },
	{ ABATES,
	  "fell,falls,falling,fallen,declined,declines,declining,decreased,decreases,dropped,drops,dropping,"
	  "plunged,plummeted,slumped,shrank,shrinks,shrunk,shrinking,subsided,subsides,subsiding,waned,wanes,waning,"
	  "faded,fades,fading,slowed,slows,dwindled,dwindles,eased,eases,ended,ends,evaporated,"
	  "eroded,erodes,eroding,collapsed,collapses,crumbled,crumbles,crumbling,receded,recedes,receding,expired,"
	  "tumbled,sank,sinks,dipped,slid,nosedived,withered,withdrawn,quashed,rescued,freed,settled,resolved,"
	  "curtailed,"
	  "axed,died down,dies down,broke down,breaks down,dried up,tailed off,petered out,is over,are over,was over,"
	  "were over,came to an end,comes to an end,come to an end,is in decline,are in decline,was broken off,"
	  "dismissed,stalled,stalls,has gone,have gone,is gone,are gone,on the wane,running out,ran out,runs out,gave "
	  "way,"
	  "gives way,was broken,were broken" },
	{ CURBS,
	  "end,ending,ended,ends,lift,lifts,lifted,lifting,ease,eases,eased,easing,cut,cuts,cutting,curb,curbs,curbed,"
	  "curbing,reduce,reduces,reduced,reducing,halt,halts,halted,halting,avert,averts,averted,averting,prevent,"
	  "prevents,prevented,preventing,stop,stops,stopped,stopping,defuse,defused,defusing,quell,quelled,quelling,"
	  "eradicate,eradicated,eliminate,eliminates,eliminated,eliminating,drop,dropped,dropping,relieve,relieves,"
	  "relieved,relieving,alleviate,alleviated,alleviating,combat,combating,tackle,tackles,tackled,tackling,"
	  "fall in,falls in,drop in,decline in,decrease in,reduction in,end to,cut in,easing of,lifting of,"
	  "acquitted of,cleared,clears,exonerated,free of,freed from,free from,scrap,scrapped,scrapping,revoke,revoked,"
	  "rescind,rescinded,abolish,abolished,abolishing,repeal,repealed" },
};

static const struct {
	double boost;
	const char *terms;
} boosters[] = {
	{ 0.35, "terribly,awfully,dreadfully,frightfully,insanely,ridiculously,extremely,exceptionally,extraordinarily,"
		"incredibly,utterly,totally,completely,absolutely,entirely,"
		"thoroughly,overwhelmingly,hugely,enormously,immensely,profoundly,fiercely,amazingly,unbelievably,"
		"fucking,hella,intensely" },
	{ 0.25,
	  "very,deeply,highly,greatly,really,especially,particularly,significantly,considerably,substantially,"
	  "remarkably,heavily,strikingly,dramatically,widely,truly,so,too,most,increasingly,such,major,total,utter,"
	  "huge,enormous,tremendous,extreme,complete,super,purely,unusually" },
	{ 0.15, "more,quite,even,far,much,many,all,serious,big,deep" },
	{ -0.25,
	  "fairly,rather,relatively,reasonably,moderately,partly,less,almost,nearly,kinda,sorta,kind of,sort of" },
	{ -0.4, "slightly,somewhat,mildly,marginally,partially,little,least,occasionally,a bit,only a little" },
};

/* They have no tone, and their words change none. */
static const char neutral[] =
	"as well,as well as,well over,well before,well beyond,well into,well under,well after,great britain,good "
	"friday,"
	"no doubt,without doubt,without a doubt,at best,at worst,at least,"
	"best known,strike a,struck a,free kick,free trade,justice ministry,justice minister,justice department,"
	"good deal,great deal,rich in,not only,not just,not merely,not simply,supreme court,united states,united "
	"nations,"
	"united kingdom,united arab,security council,defense secretary,defence secretary,defense minister,"
	"defence minister,defense department,ministry of defence,air defense,air defence,air defenses,air defences,"
	"security forces,national security,federal reserve,"
	"central intelligence,intelligence agency,intelligence agencies,artificial intelligence,white house,"
	"trust fund,great lakes,long island,play a role,plays a role,played a role,no matter,no wonder,"
	"like to,would like,looks like,look like,looked like,feel like,feels like,felt like,sounds like,seems like,"
	"things like,people like,kind to,just like,special operation,state of the union,social security,"
	"attorney general,health care,greater than,party line,special military operation,chief of defence,"
	"fine print,novel,novels,in order,in kind,pretty much,sharp eye,share of,shares of,well known,"
	"armed forces,middle east,last resort,so far,at all,all right,nothing but,none other,no less,no more than,"
	"no later than,not to mention,ended in,ends in,end in,ending in,drop in on,share price,share prices,peace "
	"prize,peace envoy,peace conference,war office,war memorial,homeland security,red cross,red crescent,ministry "
	"of justice,ministry of defense,ministry of peace,justice secretary,department of justice,defence "
	"department,world war,cold war,war crimes tribunal,war cabinet,secretary of defence,secretary of defense,"
	"minister of defence,minister of defense,minister of justice,minister for justice,minister for defence,"
	"minister for peace,prize winner,prize winners,peace prize winner,peace prize winners,war museum,peace museum,"
	"war memorials,war graves,crime writer,crime writers,crime novel,crime novels,crime novelist,crime fiction,"
	"crime series,war film,war films,lies to the,lies in,lies on,lies at,lies near,lies within,lies between,"
	"lies along,lies behind,peace palace,conflict museum,peace treaty museum,aid workers,aid worker,aid agencies,"
	"aid agency";

/* Words that a list has, at most. */
static size_t count_words(const char *list)
{
	size_t n = 1;
	for (; (list = strpbrk(list, ", -")); list++)
		n++;
	return n;
}

size_t modifiers_count(void)
{
	size_t n = count_words(neutral);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		n += count_words(kinds[i].terms);
	for (size_t i = 0; i < sizeof boosters / sizeof *boosters; i++)
		n += count_words(boosters[i].terms);
	return n;
}

/* Takes the next term off a list; NULL at its end. */
static struct lexeme *next_listed(struct lexicon *lexicon, const char **list)
{
	size_t len = strcspn(*list, ",");
	if (!len)
		return NULL;
	struct lexeme *lexeme = lexicon_add(lexicon, (tsl_str){ *list, len });
	*list += len + ((*list)[len] == ',');
	return lexeme;
}

void modifiers_add(struct lexicon *lexicon)
{
	struct lexeme *lexeme;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (const char *list = kinds[i].terms; (lexeme = next_listed(lexicon, &list));)
			lexeme->flags |= kinds[i].flag;
	for (size_t i = 0; i < sizeof boosters / sizeof *boosters; i++)
		for (const char *list = boosters[i].terms; (lexeme = next_listed(lexicon, &list));)
			lexeme->boost = boosters[i].boost;
	for (const char *list = neutral; (lexeme = next_listed(lexicon, &list));)
		lexeme->score = 0;
}
