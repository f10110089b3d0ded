package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// tracking are parameters that say how a reader came to a page, not which page
// it is.
var tracking = []string{"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "ref_src", "cmpid", "ncid", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "xtor",
	"cmp", "smid", "emc", "maca", "feedtype", "feedname", "ocid", "mkt_tok", "s_cid", "wt_mc", "traffic_source", "guccounter", "guce_referrer", "guce_referrer_sig", "ftag", "taid", "__twitter_impression", "twclid", "ttclid", "gbraid", "wbraid", "li_fat_id", "srnd", "cmpid", "icid", "sref", "ito", "referrer", "smtyp", "spref", "tblci", "vero_id", "oly_enc_id", "oly_anon_id", "_hsenc", "_hsmi", "hss_channel", "__s", "rss", "amp", "share", "st_source"}

// trackingValue are the words with which parameters say the same that on other
// sites name a page: only with such a word are they taken for tracking.
var trackingValue = regexp.MustCompile(`(?i)^(?:rss.*|.*\brss\b.*|.*_rss|feeds?|atom|twitter|facebook|fb|tw|tw-share|email|newsletter|social.*|share.*|whatsapp|telegram|linkedin|amp|home|homepage|googlenews|flipboard|applenews|djem.*|hp_.*|.*:.*:.*)$`)

// mayTrack are parameters that track readers on some sites and name pages on
// others.
var mayTrack = []string{"mod", "partner", "cid", "source", "src", "ref", "from", "output", "outputtype", "via", "sh", "campaign", "channel", "origin"}

// CleanAddress gives the address that a page is known by: without a fragment,
// without parameters that only track readers, the host in lower case, without
// the port that goes without saying.
func CleanAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return s
	}
	u.Fragment, u.User = "", nil
	u.Scheme = strings.ToLower(u.Scheme)
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	if u.RawQuery != "" {
		// Order and spelling of the others stay: sites tell them apart.
		parts := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool {
			key, value, _ := strings.Cut(strings.ToLower(p), "=")
			return strings.HasPrefix(key, "utm_") || strings.HasPrefix(key, "at_") || slices.Contains(tracking, key) || slices.Contains(mayTrack, key) && trackingValue.MatchString(value)
		})
		u.RawQuery = strings.Join(parts, "&")
	}
	u.ForceQuery = false
	return u.String()
}
