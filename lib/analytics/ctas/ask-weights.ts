/** Written by scripts/train-asks.ts; do not edit. `hundredths feature`, one a line. */
export const ASK_WEIGHTS = `-86 !
-22 ! !
-82 #bias
98 #book
26 #call
36 #interest
-49 #long
-60 #middle
-58 #nothing
124 #question
68 #request
-25 #resource
-31 #short
-65 $
-26 $ 0
-98 $ link
-15 0 0
25 0 am
-19 0 and
-18 0 days
20 0 of
-59 0 or
26 0 p
16 0 pm
30 0 th
124 ?
-43 ^ a
38 ^ also
9 ^ and
47 ^ are
-44 ^ as
38 ^ can
59 ^ could
12 ^ do
-26 ^ for
43 ^ guys
41 ^ hey
-35 ^ how
13 ^ i'd
-37 ^ i'll
-8 ^ if
-9 ^ it
9 ^ let
66 ^ let's
-24 ^ on
32 ^ or
40 ^ please
17 ^ see
-23 ^ so
-11 ^ that
-48 ^ the
-32 ^ they
-21 ^ this
-43 ^ to
-43 ^0 a
38 ^0 also
9 ^0 and
47 ^0 are
-44 ^0 as
38 ^0 can
59 ^0 could
12 ^0 do
-26 ^0 for
43 ^0 guys
41 ^0 hey
-35 ^0 how
13 ^0 i'd
-37 ^0 i'll
-8 ^0 if
-9 ^0 it
9 ^0 let
66 ^0 let's
-24 ^0 on
32 ^0 or
40 ^0 please
17 ^0 see
-23 ^0 so
-11 ^0 that
-48 ^0 the
-32 ^0 they
-21 ^0 this
-43 ^0 to
-46 ^1 0
46 ^1 a
-19 ^1 also
-45 ^1 and
-24 ^1 are
19 ^1 be
58 ^1 discuss
44 ^1 do
-11 ^1 don't
-13 ^1 ensure
38 ^1 forward
14 ^1 get
32 ^1 give
-49 ^1 have
11 ^1 i
28 ^1 make
33 ^1 me
72 ^1 need
-10 ^1 of
67 ^1 please
40 ^1 shall
11 ^1 should
-26 ^1 take
-23 ^1 the
43 ^1 there
12 ^1 think
-15 ^1 this
-28 ^1 to
-36 ^1 us
-20 ^1 want
32 ^1 we
-43 ^1 week
-34 ^1 will
26 ^1 would
10 ^1 you
-33 ^1 you'd
14 ^1 your
-53 ^2 0
11 ^2 a
27 ^2 also
22 ^2 are
28 ^2 call
16 ^2 can
20 ^2 could
45 ^2 discuss
28 ^2 for
-9 ^2 forward
26 ^2 get
-24 ^2 have
-38 ^2 help
-19 ^2 in
12 ^2 is
-10 ^2 it
11 ^2 know
-36 ^2 like
-33 ^2 make
33 ^2 meet
-21 ^2 my
59 ^2 need
-39 ^2 now
-11 ^2 of
9 ^2 on
24 ^2 out
53 ^2 please
-16 ^2 should
26 ^2 still
-43 ^2 the
-26 ^2 think
-32 ^2 this
12 ^2 to
-83 ^2 us
-27 ^2 was
28 ^2 we
-10 ^2 will
-24 ^2 would
40 ^2 you
-28 ^2 your
-22 a
-24 a bit
11 a call
23 a chance
46 a copy
-33 a good
-38 a great
37 a m
35 a meeting
17 a time
-15 able
-15 able to
19 about the
-20 about this
-28 above
-56 access
-20 access to
-13 act
-39 activate
-27 activate your
-24 add
-22 additional
-18 address
-14 address book
21 after
41 afternoon
-22 again
39 agenda
-24 all
20 all the
-24 along
-29 already
17 also
18 am
-22 an
-29 and
-24 and 0
27 and discuss
37 and get
18 and i
26 and i'll
58 and let
37 and then
-24 and want
13 and we
11 and you
20 and your
-60 another
-10 any
-54 any questions
-41 any time
43 anything
-73 app
-32 apple
-34 apply
42 approval
-11 april
-26 april 0
40 are available
21 are you
-28 as
14 as possible
24 as soon
-36 as we
17 as well
-8 as you
24 asap
26 asked
27 at
-27 at $
59 at 0
-26 at this
65 at your
-48 attached
47 attend
13 august 0
32 available
14 available for
14 available to
-44 b
39 back
38 back to
-13 based
21 be
-9 be a
-19 be able
-34 be available
-14 been
-19 being
-19 below
-17 best
-38 better
-19 between
9 big
-24 bit
-11 both
-36 browser
-38 business
-18 businesses
-14 but
-53 buy
-18 by
14 by the
23 calendar
-18 california
44 call
11 call me
54 call you
30 can
-17 can get
-15 can help
15 can make
-8 can we
28 can you
-55 can't
-42 card
15 chance
26 change
-20 change your
27 changes
37 check
31 check with
34 chris
-62 click
-16 click here
-76 com
-24 com to
19 come
13 coming
-46 complete
38 conference
49 conference call
-15 confirm
-58 contact
8 continue to
43 copy
15 copy of
44 could
70 could you
8 couple
-19 credit
-16 current
-34 customer
-26 customers
30 d
-21 date
-12 day
-36 days
18 deal
40 deals
-22 delivery
-76 didn't
90 dinner
-27 direct
116 discuss
26 discuss further
40 discuss the
33 discuss this
16 discuss with
-11 discussed
16 discussion
28 do you
8 documents
-30 doing
-13 don't want
14 done
-9 down
-51 download
-35 draft
-51 due
-12 e mails
18 early
-35 earn
-8 either
-39 email
-38 email address
-31 emails
-21 ena
16 energy
-52 enjoy
-15 enron
-16 ensure
9 ensure that
-29 even
51 event
-19 ever
-22 everyone
17 expect
-53 experience
-23 features
11 feel free
8 ferc
21 file
36 fill
38 final
-24 finally
-44 find
-17 first
32 following
32 for
17 for 0
-29 for me
13 for the
42 for this
10 for you
-13 for your
27 forward
-47 free
8 free to
53 friday
-39 friends
-35 from
-31 from the
-10 further
8 future
-21 fyi
-12 gas
10 get
17 get a
25 get this
-26 get to
36 get together
-25 get you
-45 getting
49 give
52 give me
-16 glad
26 go
-18 go here
49 going
-16 good
-36 great
46 guys
16 happy
15 happy to
26 have
21 have a
-33 have any
18 have the
24 have to
-19 haven't
-10 having
-60 he
-26 health
22 hear from
-52 help
25 her
-86 here
-8 here $
-28 here to
-43 hesitate
-43 hesitate to
41 hey
-9 him
8 his
-38 home
37 hope
17 hour
32 house
29 houston
-37 how
13 i
-18 i am
16 i believe
-10 i can
-13 i don't
16 i get
24 i know
-9 i look
49 i need
38 i was
-31 i will
53 i would
9 i'll
-56 i've
-9 idea
24 if
-21 if i
-31 if it
49 if possible
-25 if the
-41 if you
-27 if you'd
25 if you're
-13 in
-21 in houston
-9 in order
-13 in our
21 in the
-22 inbox
-8 included
27 including
-53 insurance
27 interest
31 interested
27 interested in
8 into the
-17 is
-25 is a
43 is not
-19 is the
-24 is to
-37 issue
58 issues
19 it is
28 it to
-26 it was
31 jeff
-32 job
29 john
44 join
13 join us
-29 july
-26 june
-24 just
-22 keep
27 know
36 know what
18 last
-11 last week
-8 late
-34 learn
-36 less
23 let
22 let me
65 let's
35 lets
-49 life
-11 like
8 like to
-45 line
-95 link
-28 link below
10 london
-34 long
-37 longer
30 look
16 look at
18 look forward
-51 looking
-44 looking forward
-12 love
74 lunch
58 m
-12 mails
-29 make it
39 make sure
-8 makes
-8 manage
-39 many
13 mark
13 market
12 may
36 me
48 me a
-19 me an
-36 me at
56 me know
9 me on
13 me the
42 me to
54 meet
72 meeting
18 meetings
-37 messages
17 mike
14 mind
-28 mobile
37 monday
-59 more
8 morning
-54 most
-33 move
21 much
10 name
36 need
56 need to
-8 needs
-15 new
36 next
27 next week
-9 no
-15 not
16 not be
-22 not to
-28 note
-47 now
18 number
14 number of
-29 of
14 of our
-21 of the
29 of this
-39 off
48 on
-9 on a
51 on monday
16 on my
41 on the
30 on this
-10 on thursday
16 on tuesday
-11 once
-40 only
-18 open
-22 opportunity
-63 options
-39 or
-25 order
-9 order to
-33 our
-44 out
-51 out of
15 out to
9 over
12 own
22 p
26 p m
35 participate
-18 password
-27 paste
-23 pay
-26 payment
-23 people
29 person
-32 phone
-11 pick
30 plans
-26 plant
53 please
-13 please add
9 please call
21 please check
-12 please click
8 please confirm
-15 please contact
-13 please email
-13 please follow
50 please forward
60 please get
37 please let
61 please make
36 please send
-24 please take
-8 please use
-60 please visit
16 pm
23 point
-38 policy
-17 position
44 possible
-50 power
-8 prefer
17 presentation
-20 price
-22 problem
-10 product
-9 project
-8 proposed
-66 provided
-29 provider
-24 purchase
-40 questions
-12 questions or
-26 questions please
-12 re
13 reach
-50 read
-45 ready
-18 really
-36 receive
-37 received
26 regarding
26 reply
23 reply to
28 report
26 respond
33 review
-38 right
-35 right now
14 risk
-14 said
40 saturday
-56 save
-28 say
48 schedule
20 scheduled
-11 school
11 scott
-24 search
-29 see
38 send
23 send me
-37 send you
-14 sending
12 sent
-70 service
-46 services
56 set
11 set up
-18 several
20 shall
-47 share
-15 she
-35 sign
-19 simply
27 since
25 so
10 so i
55 so that
-36 software
-13 some
16 soon as
-10 specific
36 start
-18 state
33 steps
17 still
30 strategy
32 sunday
-53 support
-52 survey
-41 take
-24 take a
10 taking
46 talk
-14 target
-11 team
-10 tell
28 th
-44 than
-41 thank
-34 thank you
10 thanks
-12 that
11 that i
14 that it
-67 that the
24 that we
-47 that would
45 that you
-10 the
84 the 0
-44 the best
-11 the first
28 the following
18 the future
22 the letter
-34 the link
-24 the most
-23 the new
-24 the next
-19 their
-49 them
29 then
-23 there are
-19 there is
9 these
-27 they
-11 they are
15 think
-28 this
-19 this email
11 this is
-8 this week
21 those
-31 though
25 thursday
25 time
-18 to
-25 to $
-26 to a
-29 to be
-21 to call
-13 to come
-52 to contact
54 to discuss
13 to do
-16 to ensure
-25 to find
10 to get
22 to go
40 to have
-44 to help
34 to join
-19 to know
32 to me
21 to my
-22 to our
22 to schedule
-40 to share
-30 to take
27 to talk
11 to the
14 to use
-27 to view
-16 to win
-29 to work
-9 to you
-39 to your
-42 today
40 together
41 tomorrow
36 tonight
28 too
-16 touch
-18 trip
8 try
17 try to
44 tuesday
-12 turn
-37 u
-17 unsubscribe
11 up
33 up a
46 up and
-13 up for
-38 up to
18 up with
38 update
11 update your
-9 us
-33 us a
-26 us at
12 us know
-37 us to
-13 use
-44 using
17 value
-39 version
8 very
-17 view
-43 visit
-34 visit the
-9 voice
-15 want
-14 want to
14 wanted
-50 was
-31 way
33 we
-23 we are
17 we can
28 we could
11 we need
16 we should
-11 we want
45 we would
-10 we'd
21 we'll
-25 web
51 wednesday
-9 week ?
-29 weeks
-36 were
15 when
-33 when we
11 when you
20 where
-21 whether
-62 which
-35 while
-15 who
11 why
-12 will be
-18 will get
11 will have
-32 will make
12 will you
-47 win
-28 wish
-20 wish to
12 with
-39 with a
-28 with me
23 with the
31 with you
51 with your
-44 without
26 won't
24 wondering
-30 work
-39 work with
-50 working
36 would
11 would be
17 would love
-9 x
-24 year
24 yesterday
23 you
30 you and
38 you are
22 you available
-16 you can
39 you could
-27 you do
-29 you for
37 you get
22 you give
-46 you have
28 you in
-29 you know
-16 you need
42 you please
-9 you should
49 you think
-34 you to
29 you tomorrow
29 you will
-44 you would
-16 you'd
-16 you'll
47 you're
-35 your
-42 your account
-63 your email`;
