package io.rubrica.proxy.command;

/** A scenario for SIPp in which the demo's known caller calls, so that there is a name to be seen. */
final class SippScenario {
    private SippScenario() {}

    static String text() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scenario name="a known caller">
                  <send retrans="500"><![CDATA[
                    INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
                    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
                    Max-Forwards: 70
                    From: <sip:%s@trunk.example>;tag=[pid]sipp[call_number]
                    To: <sip:[service]@pbx.example>
                    Call-ID: [call_id]
                    CSeq: 1 INVITE
                    Contact: <sip:sipp@[local_ip]:[local_port]>
                    Content-Type: application/sdp
                    Content-Length: [len]

                    v=0
                    o=- 1 1 IN IP[local_ip_type] [local_ip]
                    s=-
                    c=IN IP[media_ip_type] [media_ip]
                    t=0 0
                    m=audio [media_port] RTP/AVP 8
                  ]]></send>
                  <recv response="100" optional="true"/>
                  <recv response="180" optional="true"/>
                  <recv response="183" optional="true"/>
                  <recv response="200" rrs="true"/>
                  <send><![CDATA[
                    ACK [next_url] SIP/2.0
                    [routes]
                    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
                    Max-Forwards: 70
                    From: <sip:%s@trunk.example>;tag=[pid]sipp[call_number]
                    To: <sip:[service]@pbx.example>[peer_tag_param]
                    Call-ID: [call_id]
                    CSeq: 1 ACK
                    Content-Length: 0
                  ]]></send>
                  <pause milliseconds="1000"/>
                  <send retrans="500"><![CDATA[
                    BYE [next_url] SIP/2.0
                    [routes]
                    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
                    Max-Forwards: 70
                    From: <sip:%s@trunk.example>;tag=[pid]sipp[call_number]
                    To: <sip:[service]@pbx.example>[peer_tag_param]
                    Call-ID: [call_id]
                    CSeq: 2 BYE
                    Content-Length: 0
                  ]]></send>
                  <recv response="200"/>
                </scenario>
                """.replace("%s", DemoCaller.KNOWN_NUMBER);
    }
}
