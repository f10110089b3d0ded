package coref
import ("testing";"os";"fmt";"time";"math/rand";"strings";"compress/gzip";"bufio";"strconv"
 ec "sayso/eval/coref";"sayso/eval/conllu";"sayso/nlp";"sayso/nlp/token";"sayso")
var corp="/work/shared/corpora"
func nouns() map[string]uint8 { f,_:=os.Open(corp+"/lexicon/wordnet_lexnames.tsv.gz"); z,_:=gzip.NewReader(f); sc:=bufio.NewScanner(z); out:=map[string]uint8{}
 num:=map[string]uint8{}; for i,n:=range Fields {num[n]=uint8(i+1)}
 for sc.Scan(){ c:=strings.Split(sc.Text(),"\t"); if c[0]!="noun"||c[3]!="1"||strings.ContainsAny(c[2]," -_"){continue}; if c[2]!=strings.ToLower(c[2]) {continue}; out[c[2]]=num[c[1]] }
 return out }
// gold names and quotes for a gold doc
func enrich(x *ec.Document, part string){
 d:=x.Doc
 q:=token.Tokenize(d.Text)
 startAt:=map[int]int{}; endAt:=map[int]int{}
 for i,t:=range d.Tokens { startAt[t.Start]=i; endAt[t.End]=i+1 }
 for _,k:=range q.Quotes { sp:=q.Span(k.Range); a,ok1:=startAt[sp.Start]; b,ok2:=endAt[sp.End]; if ok1&&ok2 { k.First,k.End=a,b; d.Quotes=append(d.Quotes,k)} }
 f,err:=os.Open(corp+"/gum/"+part+"/conllu/"+x.ID+".conllu"); if err!=nil {panic(err)}
 docs,err:=conllu.Read(f); f.Close(); if err!=nil {panic(err)}
 w:=0
 type op struct{typ string; at int}
 open:=map[string][]op{}
 types:=map[string]nlp.NameType{"person":nlp.PersonName,"organization":nlp.OrgName,"place":nlp.PlaceName,"event":nlp.EventName}
 at:=make([]nlp.NameType,len(d.Tokens))
 best:=make([]int,len(d.Tokens))
 for _,s:=range docs[0].Sentences { for _,wd:=range s.Words {
   for _,fl:=range strings.Split(wd.Misc,"|") { v,ok:=strings.CutPrefix(fl,"Entity="); if !ok {continue}
     for len(v)>0 {
       if v[0]=='(' { n:=strings.IndexAny(v[1:],"()"); body:=v[1:]; closed:=false; if n>=0 { body=v[1:1+n]; closed= v[1+n]==')'; v=v[1+n:]; if closed {v=v[1:]} } else {v=""}
         p:=strings.SplitN(body,"-",3); id:=p[0]; typ:=""; if len(p)>1 {typ=p[1]}
         open[id]=append(open[id],op{typ,w}); if !closed {continue}
         o:=open[id][len(open[id])-1]; open[id]=open[id][:len(open[id])-1]; mark(d,o.at,w+1,o.typ,types,at,best)
       } else { n:=strings.IndexByte(v,')'); if n<0 {break}; id:=v[:n]; v=v[n+1:]; st:=open[id]; if len(st)==0 {continue}; o:=st[len(st)-1]; open[id]=st[:len(st)-1]; mark(d,o.at,w+1,o.typ,types,at,best) }
     } }
   w++ } }
 for i:=0;i<len(d.Tokens); { if at[i]=="" {i++;continue}; j:=i+1; for j<len(d.Tokens)&&at[j]==at[i]&&best[j]==best[i] {j++}; d.Names=append(d.Names,nlp.Name{Range:nlp.Range{i,j},Type:at[i]}); i=j }
}
func mark(d *nlp.Doc,a,b int,typ string,types map[string]nlp.NameType,at []nlp.NameType,best []int){
 h:=-1; for i:=a;i<b;i++{ if hd:=d.Tokens[i].Head; hd<a||hd>=b {h=i;break}}
 if h<0||d.Tokens[h].POS!="PROPN" {return}
 t,ok:=types[typ]; if !ok {t=nlp.OtherName}
 // propn run around head
 x,y:=h,h+1
 for x>a && d.Tokens[x-1].POS=="PROPN" {x--}
 for y<b && d.Tokens[y].POS=="PROPN" {y++}
 for i:=x;i<y;i++{ if at[i]=="" {at[i]=t; best[i]=h+1} }
}
func load(part conllu.Part) []ec.Document { docs,err:=ec.OntoGUM(os.DirFS(corp),part); if err!=nil {panic(err)}; for i:=range docs {enrich(&docs[i],string(part))}; return docs }
func goldMap(x *ec.Document) map[sayso.Span]int { m:=map[sayso.Span]int{}; for i,e:=range x.Entities { for _,r:=range e { m[x.Doc.Span(r)]=i+1 } }; return m }
func envf(k string, def float64) float64 { if v:=os.Getenv(k); v!="" { f,_:=strconv.ParseFloat(v,64); return f}; return def }
func TestExp(t *testing.T){
 train,dev:=load(conllu.Train),load(conllu.Dev)
 m:=NewModel(nouns())
 c:=Costs{float32(envf("FN",3)),float32(envf("FL",0.1)),float32(envf("WL",1))}
 tr:=NewTrainer(m,c,float32(envf("RATE",0.1)))
 gm:=make([]map[sayso.Span]int,len(train)); for i:=range train {gm[i]=goldMap(&train[i])}
 rnd:=rand.New(rand.NewSource(1))
 ep:=int(envf("EP",10))
 for e:=0;e<ep;e++{ st:=time.Now(); loss:=0.0
  for _,i:=range rnd.Perm(len(train)) { loss+=tr.Learn(train[i].Doc,gm[i]) }
  fmt.Printf("ep %d loss %.4f %v ",e,loss/float64(len(train)),time.Since(st).Round(time.Millisecond))
  if e==ep-1||e%3==2 { evalAll(m,dev,e==ep-1) } else {fmt.Println()}
 }
 if os.Getenv("DUMP")!="" { r:=NewFrom(m); for i:=range dev { if !strings.Contains(dev[i].ID,os.Getenv("DUMP")) {continue}; r.Apply(dev[i].Doc); dump(dev[i]) } }
}
func dump(x ec.Document){ d:=x.Doc; open:=map[int][]string{}; clo:=map[int][]string{}
 g:=goldMap(&x)
 sys:=map[sayso.Span]int{}
 for ci,c:=range d.Chains { for _,m:=range c.Mentions { sys[d.Span(m.Range)]=ci+1 } }
 add:=func(r nlp.Range,s string){ open[r.First]=append(open[r.First],"["+s+" "); clo[r.End-1]=append(clo[r.End-1],"]") }
 for ci,c:=range d.Chains { for _,m:=range c.Mentions { sp:=d.Span(m.Range); add(m.Range,fmt.Sprintf("s%d/g%d",ci+1,g[sp])) } }
 for _,e:=range x.Entities { for _,r:=range e { if sys[d.Span(r)]==0 { add(r,fmt.Sprintf("-/g%d",g[d.Span(r)])) } } }
 for _,s:=range d.Sentences { for i:=s.First;i<s.End;i++{ for _,o:=range open[i]{fmt.Print(o)}; fmt.Print(d.Word(i)); for _,o:=range clo[i]{fmt.Print(o)}; fmt.Print(" ")}; fmt.Println() } }
func evalAll(m *Model, dev []ec.Document, genres bool){
 r:=NewFrom(m)
 for _,ca:=range []float32{-0.5,0,0.5} { m.caution=ca; var tot ec.Score; by:=map[string]*ec.Score{}
  for i:=range dev { r.Apply(dev[i].Doc); s:=ec.Compare(dev[i].Gold(),ec.Chains(dev[i].Doc)); tot.Add(s); g:=dev[i].Genre(); if by[g]==nil{by[g]=&ec.Score{}}; by[g].Add(s) }
  fmt.Printf("| %.1f conll %.4f (muc %.3f/%.3f b3 %.3f/%.3f ceaf %.3f/%.3f men %.3f/%.3f) ",ca,tot.CoNLL(),tot.MUC.Precision(),tot.MUC.Recall(),tot.B3.Precision(),tot.B3.Recall(),tot.CEAF.Precision(),tot.CEAF.Recall(),tot.Mentions.Precision(),tot.Mentions.Recall())
  if genres&&ca==0 { fmt.Println(); for g,s:=range by {fmt.Printf("   %s %.3f",g,s.CoNLL())}; fmt.Println() }
 }
 m.caution=0
 fmt.Println()
}
func TestCV(t *testing.T){
 train:=load(conllu.Train); dev:=load(conllu.Dev)
 gm:=make([]map[sayso.Span]int,len(train)); for i:=range train {gm[i]=goldMap(&train[i])}
 nn:=nouns()
 c:=Costs{float32(envf("FN",3)),float32(envf("FL",0.1)),float32(envf("WL",1))}
 ep:=int(envf("EP",6))
 tot:=make([]ec.Score,ep)
 runs:=func(k,K int) { m:=NewModel(nn); tr:=NewTrainer(m,c,float32(envf("RATE",0.1))); rnd:=rand.New(rand.NewSource(1))
  for e:=0;e<ep;e++{ for _,i:=range rnd.Perm(len(train)) { if i%K==k {continue}; tr.Learn(train[i].Doc,gm[i]) }
   mm:=tr.Mean(); r:=NewFrom(mm); mm.caution=float32(envf("CAUT",0))
   if k<K { for i:=range train { if i%K!=k {continue}; r.Apply(train[i].Doc); tot[e].Add(ec.Compare(train[i].Gold(),ec.Chains(train[i].Doc))) }
   } else { for i:=range dev { r.Apply(dev[i].Doc); tot[e].Add(ec.Compare(dev[i].Gold(),ec.Chains(dev[i].Doc))) } } } }
 out:=func(n string){ fmt.Printf("%s",n); for e:=range tot { x:=tot[e]; fmt.Printf(" %d:%.4f(%.2f/%.2f %.2f/%.2f %.2f/%.2f)",e,x.CoNLL(),x.MUC.Precision(),x.MUC.Recall(),x.B3.Precision(),x.B3.Recall(),x.CEAF.Precision(),x.CEAF.Recall()) }; fmt.Println() }
 if os.Getenv("NOCV")=="" { for k:=0;k<5;k++ { runs(k,5) }; out("CV") }
 tot=make([]ec.Score,ep); runs(1000,1000); out("DEV")
}
